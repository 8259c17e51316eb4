import { expect } from '@open-wc/testing';
import { imageDataUrl } from '../../../../src/components/features/images/image-data-url.js';

/** Bytes of a picture that are too many for the service. */
async function large(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.fillRect(0, 0, 10, 10);
  const picture = await canvas.convertToBlob({ type: 'image/png' });
  return new Blob([picture, new Uint8Array(800_000)], { type: 'image/png' });
}

const bytesOf = async (url: string): Promise<number> => (await (await fetch(url)).blob()).size;

describe('a picture that is too large for a frame', () => {
  const { convertToBlob } = OffscreenCanvas.prototype;
  let sizes: (readonly [width: number, height: number])[];

  /** An encoder that needs so many bytes for a pixel. */
  const encoder = (bytes: number): void => {
    OffscreenCanvas.prototype.convertToBlob = async function ({ type = '' } = {}) {
      sizes.push([this.width, this.height]);
      return new Blob([new Uint8Array(Math.round(this.width * this.height * bytes))], { type });
    };
  };

  beforeEach(() => (sizes = []));
  afterEach(() => void (OffscreenCanvas.prototype.convertToBlob = convertToBlob));

  for (const bytes of [0.2, 0.6, 1.5, 4]) {
    it(`is made smaller until it fits, where a pixel takes ${bytes} bytes`, async () => {
      const picture = await large(2400, 1200);
      encoder(bytes);
      expect(await bytesOf(await imageDataUrl(picture))).to.be.within(100_000, 700_000);
      const [first, last] = [sizes[0]!, sizes.at(-1)!];
      expect(first).to.deep.equal([1600, 800]);
      expect(last[0] / last[1]).to.be.closeTo(2, 0.02);
    });
  }

  it('is refused when it does not fit however small', async () => {
    const picture = await large(300, 300);
    encoder(100);
    const refused: unknown = await imageDataUrl(picture).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TypeError);
    expect((refused as TypeError).message).to.match(/at most 700000/);
  });
});
