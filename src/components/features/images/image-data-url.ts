/** Turns a picture into the `data:` address that the service takes, small enough for one frame of a WebSocket. */

const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** Relays limit a frame to 1 MiB, and base64 makes the picture a third larger. */
const MOST_BYTES = 700_000;
/** Longer side, in px, of a picture that is made smaller. */
const LONGEST = 1600;

/** Rejects with a `TypeError` when the picture cannot be sent. The message says which pictures can. */
export async function imageDataUrl(image: Blob): Promise<string> {
  if (!(image instanceof Blob)) throw new TypeError('sendImage() takes a Blob or a File, such as that of a file input');
  if (!TYPES.includes(image.type)) {
    const type = image.type || 'a file of unknown type';
    throw new TypeError(`sendImage() takes a picture of type ${TYPES.join(', ')}; this is ${type}`);
  }
  const small = image.size <= MOST_BYTES ? image : await shrink(image);
  if (small.size > MOST_BYTES) {
    throw new TypeError(
      `the picture has ${small.size} bytes even when made smaller; at most ${MOST_BYTES} can be sent`,
    );
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new TypeError('the picture could not be read', { cause: reader.error }));
    reader.readAsDataURL(small);
  });
}

async function shrink(image: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(image).catch((cause: unknown) => {
    throw new TypeError('the picture is too large to be sent as it is, and cannot be read to make it smaller', {
      cause,
    });
  });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff'; // JPEG has no transparency, and would make it black
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
