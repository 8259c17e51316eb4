/** A picture as the service takes it: the text of a data: address, small enough for one frame of a WebSocket. */

const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** Relays cut frames at 1 MiB, and base64 needs a third more. */
const MOST_BYTES = 700_000;
/** Length of the longer side, in px, of what had to be made smaller. */
const LONGEST = 1600;

/** Rejects with a `TypeError` that says what would do. */
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
  context.fillStyle = '#fff'; // JPEG knows no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
}
