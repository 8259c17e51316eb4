/* The engine as it is, with another WebSocket. */
importScripts('/replay/fake-socket.js', '/dist/engine.worker.js');
