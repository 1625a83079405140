import * as v from 'valibot';
import { Gym } from './gym.ts';
import { Scene } from './scene.ts';

/** What a file of `content/practice` may be. */
export const PracticeFile = v.variant('kind', [Scene, Gym]);
export type PracticeFile = v.InferOutput<typeof PracticeFile>;
