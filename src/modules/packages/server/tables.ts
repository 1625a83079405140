import type { Kind } from '../domain/course.ts';
import type { ContentLanguage } from '#platform/text/languages.ts';
import type { PackageRefusal } from '../domain/refusals.ts';

export interface PackagesTables {
  'packages.packages': {
    id: string;
    unit_id: number;
    digest: string;
    kind: Kind;
    title: string;
    source: string;
    file_name: string;
    bytes: number;
    unpacked: number;
    /** JSON of `Part[]`; read back as the value. */
    parts: any;
    state: 'tried' | 'published' | 'retired';
    added_at: Date;
    added_by: string;
    added_by_key: number;
    published_at: Date | null;
    published_by: string | null;
    published_by_key: number | null;
  };
  'packages.files': { package_id: string; path: string; digest: string; size: number; type: string };
  'packages.captions': {
    package_id: string;
    language: ContentLanguage;
    /** JSON of `Cue[]`; read back as the value. */
    cues: any;
    added_at: Date;
    added_by: string;
    added_by_key: number;
  };
  'packages.imports': {
    id: string;
    unit_id: number;
    file_name: string;
    state: 'receiving' | 'checking' | 'done' | 'refused';
    received: number;
    expected: number;
    files_done: number;
    files: number;
    reason: PackageRefusal | null;
    place: string;
    package_id: string | null;
    begun_at: Date;
    updated_at: Date;
    begun_by: string;
    begun_by_key: number;
  };
  'packages.locks': { name: string };
  'packages.reports': {
    part_key: number;
    id: string;
    person_id: string;
    package_id: string;
    part_id: string;
    at: Date;
    received_at: Date;
    completed: boolean;
    passed: boolean | null;
    score: number | null;
    seconds: number;
  };
  'packages.places': {
    part_key: number;
    person_id: string;
    package_id: string;
    part_id: string;
    completed_at: Date | null;
    passed: boolean | null;
    score: number | null;
    kept: string;
    told_at: Date;
  };
}
