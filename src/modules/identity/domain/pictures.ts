/** Things that everybody knows by sight: a person's own picture, and the three that open a learner card. */
export const PICTURES = [
  'buffalo',
  'hat',
  'lotus',
  'rooster',
  'bamboo',
  'boat',
  'drum',
  'fish',
  'lantern',
  'rice',
  'teapot',
  'house',
] as const;
export type PictureName = (typeof PICTURES)[number];
