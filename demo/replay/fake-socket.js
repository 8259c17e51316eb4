/* The engine's WebSocket while a recording is played: the page at the other end of a channel is the service. */
(() => {
  let count = 0;

  self.WebSocket = class {
    bufferedAmount = 0;
    onopen = null;
    onmessage = null;
    onclose = null;
    onerror = null;
    #id = `${Date.now()}-${++count}`;
    #channel;
    #isOver = false;

    /** @param url its path is the name of the channel */
    constructor(url) {
      this.#channel = new BroadcastChannel(new URL(url).pathname.slice(1));
      this.#channel.onmessage = ({ data }) => {
        if (data.to !== this.#id) return;
        if (data.kind === 'opened') this.onopen?.({});
        else if (data.kind === 'frame') this.onmessage?.({ data: data.text });
        else this.#end({ code: data.code, reason: data.reason });
      };
      this.#tell({ kind: 'open' });
    }

    send(text) {
      this.#tell({ kind: 'frame', text });
    }

    close(code = 1005) {
      this.#tell({ kind: 'close', code });
      this.#end({ code, reason: '' });
    }

    #tell(message) {
      if (!this.#isOver) this.#channel.postMessage({ from: this.#id, ...message });
    }

    #end(close) {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#channel.close();
      this.onclose?.(close);
    }
  };
})();
