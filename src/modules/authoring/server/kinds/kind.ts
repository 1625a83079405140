import type { GenericSchema } from 'valibot';
import type { Context } from '#platform/http/context.ts';
import type { DraftView, FaultView } from '../../domain/contract.ts';
import type { DraftContent } from '../../domain/content.ts';
import type { DraftRecording } from '../../domain/recording.ts';
import type { Draft } from '../drafts.store.ts';
import type { AuthoringTables } from '../tables.ts';

export type Asking = Context<AuthoringTables>;
export type Placed = Pick<Draft, 'lesson_id' | 'unit_id' | 'replaces'>;

export interface Judged {
  readonly faults: FaultView[];
  /** What is published, as JSON; undefined while something has to be put right. */
  readonly value: object | undefined;
}

/** What differs between lessons, programmes and scenes; all else of a draft's life is the same. */
export interface DraftKind<C extends DraftContent = any> {
  readonly schema: GenericSchema<unknown, C>;
  readonly titleOf: (content: C) => string;
  /** In the asker's language. */
  readonly judge: (context: Asking, draft: Placed, content: C) => Promise<Judged>;
  /** What its editor needs besides. */
  readonly surround: (context: Asking, draft: Placed, content: C) => Promise<Surround>;
  /** Digest of what a publication of it was last compared with. */
  readonly followsOf: (content: C) => string | null;
  /** What was recorded of words that stand in it. */
  readonly recordingsOf: (content: C) => readonly DraftRecording[];
}

export type Surround = Pick<DraftView, 'pictures' | 'source' | 'lessons'>;
export const NOTHING_BESIDE: Surround = { pictures: {}, source: null, lessons: [] };
