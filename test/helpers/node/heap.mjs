/** A plugin of the test runner that measures memory, which a page cannot do itself; see `heapSize` in test/bench/measure. */

/** The size of the page's heap and of its array buffers in bytes; with `collect` after a garbage collection. */
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
