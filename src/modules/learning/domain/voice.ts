import { spokenOfStep, type Words } from './spoken.ts';

/** What can be heard of a step: recordings in one language. */
export interface Voice {
  /** BCP 47: of the voice, whatever language the words stand in. */
  readonly language: string;
  /**
   * Addresses of the recording of each thing that `spokenOfStep` gives, in its order: the small file first, then one
   * for phones that cannot play it; none where nobody recorded it.
   */
  readonly files: string[][];
}

/** The recording of each of these texts, as a page speaks them; none where there is none. */
export function heardOf(
  step: Words & { readonly voice?: Voice | undefined },
  texts: readonly string[],
): (readonly string[])[] {
  const { voice } = step;
  if (!voice) return texts.map(() => []);
  const spoken = spokenOfStep(step);
  return texts.map((text) => voice.files[spoken.indexOf(text)] ?? []);
}
