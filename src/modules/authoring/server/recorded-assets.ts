import { pathInUnit, recordingName, recordingPath } from '#modules/learning/server.ts';
import type { Asset } from '#platform/content/release.ts';
import { SOUND_TYPES } from '#platform/sound/kinds.ts';
import { digestOf } from '../domain/file.ts';
import type { DraftRecording } from '../domain/recording.ts';
import type { RecordingRow } from './recordings.store.ts';

/** Files of the release for what a unit published with a lesson; those that are not there are left out. */
export function assetsOf(
  unit: number,
  lesson: string,
  recordings: readonly DraftRecording[],
  known: ReadonlyMap<string, Pick<RecordingRow, 'kind' | 'size' | 'seconds'>>,
): Asset[] {
  return recordings.flatMap(({ language, text, files }) =>
    files.flatMap((file): Asset[] => {
      const row = known.get(digestOf(file));
      if (!row) return [];
      const { kind, size, seconds } = row;
      const path = pathInUnit(unit, recordingPath({ lesson, language, sentence: recordingName(text), kind }));
      return [{ path, hash: digestOf(file), type: SOUND_TYPES[kind], size, body: null, seconds }];
    }),
  );
}
