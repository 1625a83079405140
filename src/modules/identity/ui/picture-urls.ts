import type { PictureName } from '../domain/pictures.ts';

const files = import.meta.glob<string>('./pictures/*.svg', {
  eager: true,
  query: '?url&no-inline',
  import: 'default',
});

/** The address of a picture; its file is kept for reading offline like every built file. */
export const pictureUrl = (name: PictureName): string => files[`./pictures/${name}.svg`] ?? '';
