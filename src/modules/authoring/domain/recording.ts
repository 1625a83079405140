import * as v from 'valibot';
import { spokenOfStep, type Words } from '#modules/learning/index.ts';
import { SOUND_KINDS, type SoundKind } from '#platform/sound/kinds.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#platform/text/languages.ts';

/** A sentence that somebody said: the words stand here, so that a changed one can be told from its recording. */
export const DraftRecording = v.strictObject({
  language: v.picklist(CONTENT_LANGUAGES),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(1000), v.normalize('NFC')),
  /** The file for nearly every phone, and a second one for those that cannot play it; at least one of them. */
  files: v.pipe(
    v.array(v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{16}\\.(${SOUND_KINDS.join('|')})$`)))),
    v.minLength(1),
    v.maxLength(2),
  ),
});
export type DraftRecording = v.InferOutput<typeof DraftRecording>;

export const kindOf = (file: string): SoundKind => file.split('.').at(-1) as SoundKind;
const isSmall = (file: string): boolean => kindOf(file) === 'opus' || kindOf(file) === 'webm';

interface Spoken {
  readonly steps: readonly { readonly id: string }[];
}

/** Everything that a draft says, each sentence once, in the order in which it is said; empty places say nothing. */
export function sentencesOf(draft: Spoken): { readonly step: string; readonly text: string }[] {
  const said = draft.steps.flatMap((step) =>
    spokenOfStep(step as unknown as Words).map((text) => ({ step: step.id, text })),
  );
  const seen = new Set<string>();
  return said.filter(({ text }) => text.trim() !== '' && !seen.has(text) && seen.add(text) !== undefined);
}

/** Recordings of words that still stand in the draft, and of such that do not: those are never published. */
export function sortRecordings(
  draft: Spoken & { readonly recordings?: readonly DraftRecording[] | undefined },
): { readonly current: DraftRecording[]; readonly outdated: DraftRecording[] } {
  const said = new Set(sentencesOf(draft).map(({ text }) => text.normalize('NFC')));
  const all = draft.recordings ?? [];
  return {
    current: all.filter(({ text }) => said.has(text)),
    outdated: all.filter(({ text }) => !said.has(text)),
  };
}

/** The recordings with this file as that of a sentence; the other file of the same sentence stays. */
export function withFile(
  recordings: readonly DraftRecording[],
  language: ContentLanguage,
  text: string,
  file: string,
): DraftRecording[] {
  const isIt = (one: DraftRecording) => one.language === language && one.text === text;
  const other = recordings.find(isIt)?.files.filter((one) => isSmall(one) !== isSmall(file)) ?? [];
  const files = [file, ...other].sort((a, b) => Number(isSmall(b)) - Number(isSmall(a)));
  return [...recordings.filter((one) => !isIt(one)), { language, text, files }];
}
