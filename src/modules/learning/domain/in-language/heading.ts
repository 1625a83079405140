import type { ContentLanguage } from '#platform/text/languages.ts';
import type { BothWords, HeadingVariant } from './variants.ts';

/** A text as a reader gets it. */
export interface Said {
  readonly text: string;
  /** What it is written in. */
  readonly language: ContentLanguage;
  /** The Vietnamese words have changed since it was translated. */
  readonly outdated: boolean;
}

/** What stands about a lesson, on its card or above it. */
export interface Headed {
  readonly title: BothWords;
  readonly summary: BothWords;
  readonly variants?: Readonly<Record<string, HeadingVariant>> | undefined;
}

/**
 * Languages in which a reader wants her lessons, the dearest first; Vietnamese is there always, and comes last unless
 * she wants nothing else.
 *
 * @param chosen her choice; empty where she left it to the language of the screens
 */
export const chainOf = (chosen: ContentLanguage | '', screens: ContentLanguage): ContentLanguage[] =>
  chosen === 'vi' ? ['vi'] : [...new Set([chosen || screens, screens, 'vi' as const])];

/** Its title or summary in the first language of the chain that has it. */
export function wordsIn<Part extends 'title' | 'summary'>(
  of: Pick<Headed, Part | 'variants'>,
  part: Part,
  chain: readonly ContentLanguage[],
): Said {
  const both: Readonly<Partial<Record<ContentLanguage, string>>> = of[part];
  for (const language of chain) {
    const own = of.variants?.[language]?.[part];
    const text = own?.text ?? both[language];
    if (text) return { text, language, outdated: own?.outdated === true };
  }
  return { text: both.vi!, language: 'vi', outdated: false };
}

export const titleIn = (of: Pick<Headed, 'title' | 'variants'>, chain: readonly ContentLanguage[]): Said =>
  wordsIn(of, 'title', chain);
