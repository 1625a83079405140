import { entriesOf, type ContentKind } from '#platform/content/release.ts';
import type { Context } from '#platform/http/context.ts';
import { OutsideCourse } from '../domain/outside.ts';

const A_YEAR_MS = 365 * 86_400_000;

export const outsideKind: ContentKind<OutsideCourse> = {
  name: 'outside',
  files: 'outside/*.yaml',
  schema: OutsideCourse,
  check: (entries) =>
    entries
      .filter(({ path, value }) => path !== `outside/${value.id}.yaml`)
      .map(({ path, value }) => ({ path, line: 0, what: `id ${value.id} differs from its file` })),
  warn: (entries, _, today) =>
    entries.flatMap(({ path, value }) => {
      if (value.checked === null) return [{ path, line: 0, what: 'nobody has opened this course yet' }];
      const age = Date.parse(today) - Date.parse(value.checked);
      return age > A_YEAR_MS ? [{ path, line: 0, what: `was last opened on ${value.checked}` }] : [];
    }),
};

/** In the order of their files. */
export async function readOutside({ content }: Context): Promise<{ courses: OutsideCourse[] }> {
  return { courses: entriesOf(content(), outsideKind).map(({ value }) => value) };
}
