import { SOUND_KINDS, type SoundKind } from '#platform/sound/kinds.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#platform/text/languages.ts';

/** Where a recording lies: beside the lesson, by language and by the sentence that it says. */
export interface RecordingPlace {
  readonly lesson: string;
  readonly language: ContentLanguage;
  /** First 16 hex digits of the SHA-256 of the sentence: another wording has no recording. */
  readonly sentence: string;
  readonly kind: SoundKind;
}

/** Nobody listens longer to one sentence. */
export const MAX_SECONDS = 60;
/** Bytes: Opus says a minute in a third of this; what older phones need is larger. */
export const MAX_RECORDING: Readonly<Record<SoundKind, number>> = {
  opus: 300 * 1024,
  webm: 300 * 1024,
  m4a: 600 * 1024,
  mp3: 600 * 1024,
};

/** Whether it is the small file that nearly every phone plays, or the second one beside it. */
export const isFirst = (kind: SoundKind): boolean => kind === 'opus' || kind === 'webm';

const PLACE = new RegExp(
  `^lessons/([a-z0-9-]+)/audio/(${CONTENT_LANGUAGES.join('|')})/([0-9a-f]{16})\\.(${SOUND_KINDS.join('|')})$`,
);

/** @param path under `content/` */
export function placeOf(path: string): RecordingPlace | undefined {
  const [, lesson, language, sentence, kind] = PLACE.exec(path) ?? [];
  if (lesson === undefined || sentence === undefined) return undefined;
  return { lesson, language: language as ContentLanguage, sentence, kind: kind as SoundKind };
}

export const pathOf = ({ lesson, language, sentence, kind }: RecordingPlace): string =>
  `lessons/${lesson}/audio/${language}/${sentence}.${kind}`;

/** What is wrong with a recording; none when it may be served. */
export function recordingFaults(kind: SoundKind, bytes: number, seconds: number): ('long' | 'large')[] {
  return [
    ...(seconds > MAX_SECONDS ? (['long'] as const) : []),
    ...(bytes > MAX_RECORDING[kind] ? (['large'] as const) : []),
  ];
}
