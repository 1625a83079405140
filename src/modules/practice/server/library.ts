import { lessonKind } from '#modules/learning/server.ts';
import {
  assetUrl,
  entriesOf,
  type ContentKind,
  type Entry,
  type Fault,
  type Release,
} from '#platform/content/release.ts';
import { checkNames, checkPlay, type SceneFault } from '../domain/check-scene.ts';
import { checkGym } from '../domain/gym.ts';
import { PracticeFile } from '../domain/practice-file.ts';

export const practiceKind: ContentKind<PracticeFile> = {
  name: 'practice',
  files: 'practice/*.yaml',
  schema: PracticeFile,
  check: (entries, release) => entries.flatMap((entry) => checkFile(entry, release)),
  rehearse: (entries) =>
    entries.flatMap((entry) => (entry.value.kind === 'scene' ? placed(entry, checkPlay(entry.value)) : [])),
};

const MAX_PICTURE = 6 * 1024;

const placed = ({ path, lineOf }: Entry<PracticeFile>, faults: readonly SceneFault[]): Fault[] =>
  faults.map(({ at, what }) => ({ path, line: lineOf?.(at) ?? 0, what: `${at.join('.')}: ${what}` }));

function checkFile(entry: Entry<PracticeFile>, release: Release): Fault[] {
  const { path, value } = entry;
  const lessons = new Set(entriesOf(release, lessonKind).map((lesson) => lesson.value.id));
  return placed(entry, [
    ...(path === `practice/${value.id}.yaml`
      ? []
      : [{ at: ['id'], what: `${value.id} is not the name of the file` }]),
    ...value.lessons.flatMap((id, index) =>
      lessons.has(id) ? [] : [{ at: ['lessons', index], what: `there is no lesson ${id}` }],
    ),
    ...(value.kind === 'gym' ? checkGym(value) : [...checkNames(value), ...checkPictures(value, release)]),
  ]);
}

function checkPictures(scene: Extract<PracticeFile, { kind: 'scene' }>, release: Release): SceneFault[] {
  return scene.screens.flatMap((screen, number) =>
    screen.blocks.flatMap((block, index) => {
      if (block.kind !== 'picture' || block.file === undefined) return [];
      const at = ['screens', number, 'blocks', index, 'file'];
      const asset = release.assets[`practice/pictures/${block.file}`];
      if (!asset) return [{ at, what: `there is no content/practice/pictures/${block.file}` }];
      return [
        ...(Buffer.byteLength(asset.body) <= MAX_PICTURE
          ? []
          : [{ at, what: `has more than ${MAX_PICTURE} bytes` }]),
        ...(/<script|<style|\sstyle=|foreignObject|<image|href=/i.test(asset.body)
          ? [{ at, what: 'holds script, style or outside references' }]
          : []),
      ];
    }),
  );
}

/** Address of a scene's picture. */
export const pictureUrl = (release: Release, file: string): string | undefined =>
  assetUrl(release, `practice/pictures/${file}`);
