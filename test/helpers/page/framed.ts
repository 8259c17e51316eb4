/** Opens a page of test/host-pages.mjs, with its own content security policy, in a frame. */
export async function framed(path: string): Promise<Window & typeof globalThis> {
  const frame = document.createElement('iframe');
  frame.allow = 'microphone; autoplay';
  frame.src = path;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  return frame.contentWindow as Window & typeof globalThis;
}
