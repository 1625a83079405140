import { useReading } from '#ui/reading/reading.svelte.ts';
import { useLanguage } from '#platform/client/words.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import { chainOf } from '../domain/in-language/heading.ts';

/** Languages in which the reader wants her lessons, the dearest first. Call it while a component is being made. */
export function useChain(): () => ContentLanguage[] {
  const reading = useReading();
  const screens = useLanguage();
  return () => chainOf(reading.bai, screens());
}
