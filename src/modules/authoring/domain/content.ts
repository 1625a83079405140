import * as v from 'valibot';
import { DraftLesson } from './draft.ts';
import { DraftProgramme } from './programme.ts';
import { DraftScene } from './scene.ts';

/** What units write themselves. */
export const draftKinds = ['lesson', 'programme', 'scene'] as const;
export type DraftKindName = (typeof draftKinds)[number];

/** What a draft holds, by its kind. */
export const DraftContent = v.union([DraftLesson, DraftProgramme, DraftScene]);
export type DraftContent = v.InferOutput<typeof DraftContent>;
