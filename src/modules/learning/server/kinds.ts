import {
  entriesOf,
  type ContentKind,
  type Entry,
  type Fault,
  type Release,
} from '#platform/content/release.ts';
import { targetGroupCodes } from '#modules/framework/index.ts';
import { plainFaults } from '#platform/text/plain/content-faults.ts';
import { Lesson, picturesOfStep, Programme } from '../domain/lesson.ts';
import { lessonFaults, type Surroundings } from '../domain/lesson-faults.ts';
import { passagesOf } from '../domain/passages.ts';
import { MAX_SECONDS, pathOf, placeOf, recordingFaults } from '../domain/recordings.ts';
import { spokenOf } from '../domain/spoken.ts';
import { stateOf, textsOf } from '../domain/variant.ts';
import { outdatedRecordings, recordingName } from './voice.ts';

const readingsOf = (lesson: Lesson) => [{ passages: passagesOf(lesson), tier: lesson.tier }];

/** Names of the recordings that each lesson may have. */
export const sentencesOf = (entries: readonly Entry<Lesson>[]) =>
  new Map(
    entries.map(({ value }) => [value.id, new Set(spokenOf(value).map(({ text }) => recordingName(text)))]),
  );

export const lessonKind: ContentKind<Lesson> = {
  name: 'lessons',
  files: 'lessons/*/lesson.yaml',
  schema: Lesson,
  check: (entries, release) => [
    ...entries.flatMap((entry) => checkLesson(entry, release)),
    ...checkRecordings(release),
  ],
  rehearse: (entries, release) => plainFaults('error', entries, release, readingsOf),
  warn: (entries, release, today) => [
    ...outdatedRecordings(release, sentencesOf(entries)).map((place) => ({
      path: pathOf(place),
      line: 0,
      what: `is out of date: lesson ${place.lesson} says no such sentence any more; record it anew`,
    })),
    ...entries.flatMap(outdatedVariants),
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

export function programmeFaults(programme: Programme, known: ReadonlySet<string>): string[] {
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

function checkLesson({ path, value }: Entry<Lesson>, release: Release): Fault[] {
  const fault = (what: string): Fault => ({ path, line: 0, what });
  const folder = path.replace(/\/lesson\.yaml$/, '');
  const pictures = value.steps.flatMap((step) => picturesOfStep(step).map(({ file }) => file));
  return [
    ...(folder === `lessons/${value.id}` ? [] : [fault(`id ${value.id} differs from its folder`)]),
    ...lessonFaults(value, surroundingsOf(release, value.id)).map(({ said }) => fault(said)),
    ...pictures
      .filter((file) => HOSTILE.test(release.assets[`${folder}/${file}`]?.body ?? ''))
      .map((file) => fault(`picture ${file} holds script, style or outside references`)),
  ];
}

/** Translations that say what the lesson does not say any more. */
function outdatedVariants({ path, value, lineOf }: Entry<Lesson>): Fault[] {
  const texts = new Map(textsOf(value).map((text) => [text.key, text]));
  return Object.entries(value.variants ?? {}).flatMap(([language, variant]) =>
    Object.keys(variant).flatMap((key): Fault[] => {
      const text = texts.get(key);
      const line = lineOf?.(['variants', language, key]) ?? 0;
      if (!text)
        return [{ path, line, what: `${language} ${key} stands beside nothing that the lesson says` }];
      return stateOf(text, variant) === 'outdated'
        ? [{ path, line, what: `${language} ${key} is out of date: the Vietnamese words have changed since` }]
        : [];
    }),
  );
}

const SAID = {
  long: `lasts longer than ${MAX_SECONDS} seconds`,
  large: 'is larger than its kind may be',
} as const;

/** A recording lies where its lesson, language and sentence say, and is as short as a sentence. */
function checkRecordings(release: Release): Fault[] {
  return Object.values(release.assets).flatMap(({ path, size, seconds }): Fault[] => {
    if (seconds === undefined) return [];
    const place = placeOf(path);
    const fault = (what: string): Fault => ({ path, line: 0, what });
    if (!place)
      return [fault('lies where no recording is looked for: lessons/<id>/audio/<language>/<16 hex digits>')];
    return recordingFaults(place.kind, size, seconds).map((code) => fault(SAID[code]));
  });
}

const HOSTILE = /<script|<style|\sstyle=|foreignObject|<image|href=/i;

/**
 * What a lesson may name. Scenes are another module's content, which knows this one: all that is asked here is whether
 * the file is there.
 */
export function surroundingsOf(release: Release, lesson: string): Surroundings {
  const scenes = new Set((release.kinds['practice'] ?? []).map(({ path }) => path));
  return {
    sizeOf: (file) => release.assets[`lessons/${lesson}/${file}`]?.size,
    hasScene: (id) => scenes.size === 0 || scenes.has(`practice/${id}.yaml`),
  };
}
