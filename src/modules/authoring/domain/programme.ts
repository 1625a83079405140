import * as v from 'valibot';
import { targetGroupCodes } from '#modules/framework/index.ts';
import { Programme } from '#modules/learning/index.ts';
import { issuesOf, type DraftFault } from './check.ts';
import { both, id, inBoth } from './draft.ts';

export const DraftChapter = v.strictObject({
  id,
  title: both,
  /** Ids, in order. */
  lessons: v.pipe(v.array(id), v.maxLength(60)),
});
export type DraftChapter = v.InferOutput<typeof DraftChapter>;

/** A unit's own way through lessons while it is being arranged. */
export const DraftProgramme = v.strictObject({
  title: both,
  /** What it is for. */
  summary: both,
  /** Code of the target group it is meant for; null for everybody. */
  group: v.nullable(v.picklist(targetGroupCodes)),
  chapters: v.pipe(v.array(DraftChapter), v.maxLength(20)),
});
export type DraftProgramme = v.InferOutput<typeof DraftProgramme>;

export const newProgramme = (title: string): DraftProgramme => ({
  title: { vi: title, en: '' },
  summary: { vi: '', en: '' },
  group: null,
  chapters: [{ id: 'chuong-1', title: { vi: '', en: '' }, lessons: [] }],
});

/** What it says, as a programme would: a single chapter may go without a name. It may still be none. */
export function asProgramme(programmeId: string, draft: DraftProgramme): unknown {
  const { title, summary, group, chapters } = draft;
  const named = chapters.map((chapter) => ({
    ...chapter,
    title: inBoth(chapters.length === 1 && chapter.title.vi.trim() === '' ? title : chapter.title),
  }));
  return {
    id: programmeId,
    kind: 'path',
    title: inBoth(title),
    summary: inBoth(summary),
    ...(group ? { group } : {}),
    chapters: named,
  };
}

/**
 * Every fault, and the programme when there is none.
 *
 * @param hasLesson whether readers of the unit have such a lesson now
 */
export function checkProgramme(
  programmeId: string,
  draft: DraftProgramme,
  hasLesson: (id: string) => boolean,
): { readonly faults: DraftFault[]; readonly programme: Programme | undefined } {
  const parsed = v.safeParse(Programme, asProgramme(programmeId, draft));
  // An empty English place was filled from the Vietnamese one, which is told of itself.
  const faults = issuesOf(parsed, []).filter(({ at }) => at.at(-1) !== 'en');
  const fault = (at: DraftFault['at'], code: string, params: DraftFault['params'] = {}) =>
    faults.push({ at, code, severity: 'error', params });
  const seen = new Set<string>();
  draft.chapters.forEach(({ lessons }, chapter) => {
    if (lessons.length === 0) fault(['chapters', chapter], 'too-few', { least: 1 });
    lessons.forEach((lesson, place) => {
      const at = ['chapters', chapter, 'lessons', place];
      if (!hasLesson(lesson)) fault(at, 'lesson-gone');
      else if (seen.has(lesson)) fault(at, 'lesson-twice');
      seen.add(lesson);
    });
  });
  return { faults, programme: parsed.success && faults.length === 0 ? parsed.output : undefined };
}
