import * as v from 'valibot';
import { isContentLanguage, type ContentLanguage } from '#platform/text/languages.ts';

/** Vietnamese and English stand beside each other in everything that has a title. */
export interface BothWords {
  readonly vi: string;
  readonly en: string;
}

const ShownText = v.object({ text: v.string(), outdated: v.optional(v.literal(true)) });

/** What stands about a lesson, in another language; `outdated` where the Vietnamese words have changed since. */
export const HeadingVariant = v.object({ title: v.optional(ShownText), summary: v.optional(ShownText) });
export type HeadingVariant = v.InferOutput<typeof HeadingVariant>;

/** What readers get of a lesson in another language. */
export const ShownVariant = v.object({
  ...HeadingVariant.entries,
  /** Words of whole steps, by step: nobody reads half a step in one language and half in another. */
  steps: v.record(v.string(), v.record(v.string(), v.string())),
  /** Steps whose Vietnamese words have changed since. */
  outdated: v.array(v.string()),
});
export type ShownVariant = v.InferOutput<typeof ShownVariant>;

/** By language; only those of a reader's chain where an answer is made for her. */
export const HeadingVariants = v.optional(v.record(v.string(), HeadingVariant));
export const ShownVariants = v.optional(v.record(v.string(), ShownVariant));

type Of<Variant> = { readonly variants?: Readonly<Record<string, Variant>> | undefined };

/** The titles of a lesson for a reader, without what stands in languages that she does not read; `{}` where none are left. */
export function headingsFor(
  { variants = {} }: Of<HeadingVariant>,
  chain: readonly ContentLanguage[],
): { variants?: Record<string, HeadingVariant> } {
  return some(variants, chain, ({ title, summary }) =>
    title || summary ? { ...(title ? { title } : {}), ...(summary ? { summary } : {}) } : undefined,
  );
}

/** The same with one step of it. */
export function stepFor(
  { variants = {} }: Of<ShownVariant>,
  step: string,
  chain: readonly ContentLanguage[],
): { variants?: Record<string, ShownVariant> } {
  return some(variants, chain, ({ steps, outdated, title }) => {
    const words = steps[step];
    if (!words && !title) return undefined;
    return {
      ...(title ? { title } : {}),
      steps: words ? { [step]: words } : {},
      outdated: outdated.filter((id) => id === step),
    };
  });
}

function some<From, To>(
  variants: Readonly<Record<string, From>>,
  chain: readonly ContentLanguage[],
  take: (variant: From) => To | undefined,
): { variants?: Record<string, To> } {
  const taken = Object.entries(variants).flatMap(([code, variant]): [string, To][] => {
    const left = isContentLanguage(code) && chain.includes(code) ? take(variant) : undefined;
    return left === undefined ? [] : [[code, left]];
  });
  return taken.length > 0 ? { variants: Object.fromEntries(taken) } : {};
}
