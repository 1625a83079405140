interface Detector {
  detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
declare const BarcodeDetector: (new (options: { formats: string[] }) => Detector) | undefined;

/** A picture larger than this is made smaller first: a phone's camera gives far more than the code needs. */
const LARGEST = 1600;

/** What the QR code on a picture says; undefined when none is seen. Where the browser cannot tell, a library can. */
export async function readPicture(file: Blob): Promise<string | undefined> {
  const image = await createImageBitmap(file);
  if (typeof BarcodeDetector !== 'undefined') {
    const found = await new BarcodeDetector({ formats: ['qr_code'] }).detect(image).catch(() => []);
    if (found[0]) return found[0].rawValue;
  }
  const { default: jsQr } = await import('jsqr');
  const scale = Math.min(1, LARGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsQr(data, width, height)?.data;
}
