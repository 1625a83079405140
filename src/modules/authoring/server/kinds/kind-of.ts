import * as v from 'valibot';
import type { DraftContent, DraftKindName } from '../../domain/content.ts';
import type { DraftKind } from './kind.ts';
import { lessonDraft } from './lesson.ts';
import { programmeDraft } from './programme.ts';
import { sceneDraft } from './scene.ts';

const kinds: Readonly<Record<DraftKindName, DraftKind>> = {
  lesson: lessonDraft,
  programme: programmeDraft,
  scene: sceneDraft,
};

/** What was saved, with places that a draft had not when it was saved still empty. */
export const readContent = (draft: { readonly kind: DraftKindName }, saved: unknown): DraftContent =>
  v.parse(kindOf(draft).schema, saved);

export const kindOf = ({ kind }: { readonly kind: DraftKindName }): DraftKind => kinds[kind];
