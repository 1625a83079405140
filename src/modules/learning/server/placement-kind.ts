import { entriesOf, type ContentKind, type Release } from '#platform/content/release.ts';
import type { Lesson } from '../domain/lesson.ts';
import { Placement } from '../domain/placement-content.ts';
import { lessonKind } from './kinds.ts';

export const placementKind: ContentKind<Placement> = {
  name: 'placement',
  files: 'placement/*.yaml',
  schema: Placement,
  check: (entries, release) => {
    const lessons = new Map(entriesOf(release, lessonKind).map(({ value }) => [value.id, value]));
    return entries.flatMap(({ path, value }, index) =>
      [
        ...(path === `placement/${value.id}.yaml` ? [] : [`id ${value.id} differs from its file`]),
        ...(index === 0 ? [] : ['there is one check at the doorstep already']),
        ...placementFaults(value, lessons),
      ].map((what) => ({ path, line: 0, what })),
    );
  },
};

/** The check at the doorstep; undefined where the content has none. */
export const placementOf = (release: Release): Placement | undefined =>
  entriesOf(release, placementKind)[0]?.value;

export function placementFaults(placement: Placement, lessons: ReadonlyMap<string, Lesson>): string[] {
  const { first, routes, bands } = placement;
  const faults: string[] = [];
  for (const { questions } of routes) {
    const path = [...first, ...questions];
    const names = path.map(({ lesson, step }) => `${lesson}/${step}`);
    if (new Set(names).size < names.length) faults.push('asks a question twice on one way');
  }
  for (const { lesson, step: id } of [...first, ...routes.flatMap((route) => route.questions)]) {
    const step = lessons.get(lesson)?.steps.find((one) => one.id === id);
    if (step?.kind !== 'check') faults.push(`asks ${lesson}/${id}, which is no check of a lesson`);
    else if (step.many) faults.push(`asks ${lesson}/${id}, which takes more than one tap`);
  }
  if (new Set(first.map(({ domain }) => domain)).size < first.length)
    faults.push('the first questions must be of five different domains');
  for (const band of Object.values(bands)) {
    for (const lesson of band.lessons.filter((one) => !lessons.has(one)))
      faults.push(`proposes lesson ${lesson}, which is not in content/lessons`);
    if (new Set(band.lessons).size < band.lessons.length) faults.push('a band proposes a lesson twice');
  }
  return faults;
}
