import type { DraftKindName } from '../../domain/content.ts';
import type { DraftKind } from './kind.ts';
import { lessonDraft } from './lesson.ts';
import { programmeDraft } from './programme.ts';

const kinds: Readonly<Record<DraftKindName, DraftKind>> = { lesson: lessonDraft, programme: programmeDraft };

export const kindOf = ({ kind }: { readonly kind: DraftKindName }): DraftKind => kinds[kind];
