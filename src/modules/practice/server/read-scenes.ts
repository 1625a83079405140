import type { Context } from '#platform/http/context.ts';
import type { PracticeCard, PracticeView } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { libraryOf } from './library.ts';
import { libraryFor } from './reader.ts';

/** All scenes and gyms of this reader, easiest first. */
export async function readScenes(context: Context): Promise<{ scenes: PracticeCard[] }> {
  return { scenes: [...(await libraryFor(context)).cards] };
}

/** Any scene opens for whoever has its address. @throws Refusal `practice/scene-not-found` */
export async function readScene({ content }: Context, id: string): Promise<PracticeView> {
  return libraryOf(content()).views.get(id) ?? refuse('scene-not-found');
}
