import type { Context } from '#platform/http/context.ts';
import type { PracticeCard, PracticeView } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { libraryOf } from './library.ts';

/** All scenes and gyms, easiest first; the same for everybody. */
export async function readScenes({ content }: Context): Promise<{ scenes: PracticeCard[] }> {
  return { scenes: [...libraryOf(content()).cards] };
}

/** @throws Refusal `practice/scene-not-found` */
export async function readScene({ content }: Context, id: string): Promise<PracticeView> {
  return libraryOf(content()).views.get(id) ?? refuse('scene-not-found');
}
