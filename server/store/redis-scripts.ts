/** What Redis does in one step. The clock is Redis's own: those of the instances may differ. */

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** KEYS: a counter. ARGV: what is added, ms until it is forgotten. Gives the sum. */
export const ADD = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum
`;

/** KEYS: sorted sets of leases. ARGV: member, ms of a lease, and the places of each set (-1: any number). Gives the index of a
 * full set, or -1. */
export const ENTER = `${NOW}
for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  local places = tonumber(ARGV[i + 2])
  if places >= 0 and redis.call('ZCARD', key) >= places and not redis.call('ZSCORE', key, ARGV[1]) then
    return i - 1
  end
end
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2])
end
return -1
`;

/** KEYS: sorted sets. ARGV: member, ms of a lease. */
export const RENEW = `${NOW}
for _, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2])
end
return 0
`;

/** KEYS: a sorted set. Gives how many leases hold. */
export const COUNT = `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZCARD', KEYS[1])
`;
