import type { SoundKind } from '#platform/sound/kinds.ts';
import type { DraftKindName } from '../domain/content.ts';
import type { State, Act } from '../domain/state.ts';

export interface AuthoringTables {
  'authoring.drafts': {
    id: string;
    unit_id: number;
    /** Id of the lesson, programme or scene. */
    lesson_id: string;
    kind: DraftKindName;
    replaces: boolean;
    state: State;
    version: number;
    created_at: Date;
    updated_at: Date;
  };
  'authoring.lesson_ids': { lesson_id: string; draft_id: string };
  'authoring.versions': {
    draft_id: string;
    number: number;
    id: string;
    /** JSON of a `DraftContent`; read back as the value. */
    content: any;
    restored: number | null;
    saved_at: Date;
    saved_by: string;
    saved_by_key: number;
  };
  'authoring.acts': {
    id: string;
    draft_id: string;
    version: number;
    act: Act;
    note: string;
    done_at: Date;
    done_by: string;
    done_by_key: number;
  };
  'authoring.publications': {
    id: string;
    draft_id: string;
    version: number;
    digest: string;
    /** JSON of what was published; read back as the value. */
    content: any;
    follows: string | null;
    /** JSON of `DraftRecording[]`; read back as the value. */
    recordings: any;
    published_at: Date;
  };
  'authoring.shelf': { unit_id: number; lesson_id: string; publication_id: string };
  'authoring.pictures': {
    digest: string;
    bytes: Buffer;
    size: number;
    width: number;
    height: number;
    added_at: Date;
    added_by: string;
  };
  'authoring.recordings': {
    digest: string;
    kind: SoundKind;
    bytes: Buffer;
    size: number;
    seconds: number;
    added_at: Date;
    added_by: string;
  };
  'authoring.heads': { name: string; value: number };
}
