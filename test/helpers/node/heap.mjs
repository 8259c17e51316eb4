/** What a page cannot measure of itself: a plugin of the test runner, see `heapSize` in test/bench/measure/allocation.ts. */

/** What the page's heap holds, after a collection if wanted, and what its array buffers hold beside it, in bytes. */
export const heap = () => ({
  name: 'heap',
  async executeCommand({ command, payload, session }) {
    if (command !== 'heap') return undefined;
    const client = await session.browser.getPage(session.id).createCDPSession();
    if (payload.collect) await client.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await client.send('Runtime.getHeapUsage');
    await client.detach();
    return { heap: usedSize, buffers: backingStorageSize };
  },
});
