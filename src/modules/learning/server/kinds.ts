import {
  entriesOf,
  type ContentKind,
  type Entry,
  type Fault,
  type Release,
} from '#platform/content/release.ts';
import { targetGroupCodes } from '#modules/framework/index.ts';
import { plainFaults } from '#platform/text/plain/content-faults.ts';
import { Lesson, Programme } from '../domain/lesson.ts';
import { passagesOf } from '../domain/passages.ts';

const readingsOf = (lesson: Lesson) => [{ passages: passagesOf(lesson), tier: lesson.tier }];

export const lessonKind: ContentKind<Lesson> = {
  name: 'lessons',
  files: 'lessons/*/lesson.yaml',
  schema: Lesson,
  check: (entries, release) => entries.flatMap((entry) => checkLesson(entry, release)),
  rehearse: (entries, release) => plainFaults('error', entries, release, readingsOf),
  warn: (entries, release, today) => [
    ...entries
      .filter(({ value }) => value.expires < today)
      .map(({ path, value }) => ({ path, line: 0, what: `expired on ${value.expires}: review it anew` })),
    ...plainFaults('warn', entries, release, readingsOf),
  ],
};

export const programmeKind: ContentKind<Programme> = {
  name: 'programmes',
  files: 'programmes/*.yaml',
  schema: Programme,
  check: (entries, release) => {
    const known = new Set(entriesOf(release, lessonKind).map(({ value }) => value.id));
    return entries.flatMap(({ path, value }) =>
      programmeFaults(value, known).map((what) => ({ path, line: 0, what })),
    );
  },
};

function programmeFaults(programme: Programme, known: ReadonlySet<string>): string[] {
  const { group, chapters } = programme;
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  const ids = chapters.map((chapter) => chapter.id);
  const faults = lessons
    .filter((id) => !known.has(id))
    .map((id) => `names lesson ${id}, which is not in content/lessons`);
  for (const id of new Set(lessons.filter((one, index) => lessons.indexOf(one) !== index)))
    faults.push(`names lesson ${id} twice`);
  if (new Set(ids).size < ids.length) faults.push('two chapters have one id');
  if (group !== undefined && !targetGroupCodes.some((code) => code === group))
    faults.push(`group ${group} is none of ${targetGroupCodes.join(', ')}`);
  if (programme.kind === 'path') return faults;
  if (group === undefined) faults.push('a programme needs a group; a path (kind: path) may do without');
  for (const chapter of chapters)
    if (chapter.domain === undefined)
      faults.push(`chapter ${chapter.id} has no domain; only a path's may do without`);
  return faults;
}

const MAX_PICTURE = 6 * 1024;

function checkLesson({ path, value }: Entry<Lesson>, release: Release): Fault[] {
  const fault = (what: string): Fault => ({ path, line: 0, what });
  const folder = path.replace(/\/lesson\.yaml$/, '');
  const ids = value.steps.map((step) => step.id);
  const pictures = value.steps.flatMap((step) => (step.picture ? [step.picture.file] : []));
  const checks = value.steps.filter((step) => step.kind === 'check').length;
  return [
    ...(folder === `lessons/${value.id}` ? [] : [fault(`id ${value.id} differs from its folder`)]),
    ...(new Set(ids).size === ids.length ? [] : [fault('two steps have one id')]),
    ...(checks >= 2 ? [] : [fault('has fewer than two checks')]),
    ...(value.expires > value.reviewed ? [] : [fault('expires before it was reviewed')]),
    ...missingScenes(value.practice, release).map((id) =>
      fault(`names practice scene ${id}, which is not in content/practice`),
    ),
    ...(pictures.length > 0 ? [] : [fault('has no picture')]),
    ...pictures.flatMap((file) => {
      const asset = release.assets[`${folder}/${file}`];
      if (!asset) return [fault(`picture ${file} is missing`)];
      const size = Buffer.byteLength(asset.body);
      return [
        ...(size <= MAX_PICTURE
          ? []
          : [fault(`picture ${file} has ${size} bytes, more than ${MAX_PICTURE}`)]),
        ...(/<script|<style|\sstyle=|foreignObject|<image|href=/i.test(asset.body)
          ? [fault(`picture ${file} holds script, style or outside references`)]
          : []),
      ];
    }),
  ];
}

/** Scenes are another module's content, which knows this one: all that is asked here is whether the file is there. */
function missingScenes(ids: readonly string[], release: Release): string[] {
  const scenes = release.kinds['practice'] ?? [];
  if (scenes.length === 0) return [];
  return ids.filter((id) => !scenes.some(({ path }) => path === `practice/${id}.yaml`));
}
