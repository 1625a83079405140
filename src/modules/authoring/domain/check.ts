import * as v from 'valibot';
import {
  Lesson,
  lessonFaults,
  passagesOf,
  progressOf,
  textsOf,
  type Surroundings,
} from '#modules/learning/index.ts';
import { VARIANT_LANGUAGES } from '#platform/text/languages.ts';
import { lintPlain } from '#platform/text/plain/lint.ts';
import type { Lexicon } from '#platform/text/plain/lexicon.ts';
import { asLesson, type DraftLesson } from './draft.ts';
import { sortRecordings } from './recording.ts';
import { translationsIn } from './translation.ts';

/** Something in a draft that has to be put right (`error`), or that somebody should judge (`warn`). */
export interface DraftFault {
  /** Keys from the top of the draft, such as `steps`, 0, `say`, 2. */
  readonly at: readonly (string | number)[];
  /** A word of `messages` under `fault.`, or `plain` for what the plain-language check found. */
  readonly code: string;
  readonly severity: 'error' | 'warn';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Every fault of a draft, those that stand in one place in the order of the lesson; and the lesson, when it is one. */
export function checkDraft(
  lessonId: string,
  draft: DraftLesson,
  surroundings: Surroundings,
  lexicon: Lexicon,
  /** Files of recordings that were taken in. */
  recorded: ReadonlySet<string>,
): { readonly faults: DraftFault[]; readonly lesson: Lesson | undefined } {
  const parsed = v.safeParse(Lesson, asLesson(lessonId, draft));
  const faults = parsed.success
    ? lessonFaults(parsed.output, surroundings).map(({ code, at }): DraftFault => ({
        at,
        code,
        severity: 'error',
        params: {},
      }))
    : shapeFaults(lessonId, draft);
  const plain = lintPlain(passagesOf(asLesson(lessonId, draft) as Lesson), lexicon, draft.tier);
  faults.push(
    ...plain
      // The schema has said already that a sentence is too long.
      .filter(({ rule, at }) => rule !== 'long-sentence' || !faults.some((one) => same(one.at, at)))
      .map(({ at, severity, found, suggestion }): DraftFault => ({
        at,
        code: 'plain',
        severity,
        params: { found, suggestion },
      })),
  );
  faults.push(...recordingsAmiss(draft, recorded), ...translationsAmiss(draft));
  const sound = parsed.success && !faults.some(({ severity }) => severity === 'error');
  return { faults, lesson: sound ? parsed.output : undefined };
}

/** Translations of words that have changed since: their readers are told, so somebody should look at them. */
function translationsAmiss(draft: DraftLesson): DraftFault[] {
  const texts = textsOf(draft);
  return VARIANT_LANGUAGES.flatMap((language): DraftFault[] => {
    const { outdated } = progressOf(texts, translationsIn(draft, language));
    const at = ['translations', language];
    return outdated === 0
      ? []
      : [{ at, code: 'variant-outdated', severity: 'warn', params: { language, n: outdated } }];
  });
}

/** What was said of words that have changed since, and what is not there. */
function recordingsAmiss(draft: DraftLesson, recorded: ReadonlySet<string>): DraftFault[] {
  const { current, outdated } = sortRecordings(draft);
  const fault = (code: string, severity: DraftFault['severity'], text: string): DraftFault => ({
    at: ['recordings'],
    code,
    severity,
    params: { text },
  });
  return [
    ...current
      .filter(({ files }) => !files.every((file) => recorded.has(file)))
      .map(({ text }) => fault('recording-missing', 'error', text)),
    ...outdated.map(({ text }) => fault('recording-outdated', 'warn', text)),
  ];
}

const same = (one: DraftFault['at'], other: DraftFault['at']): boolean => one.join('.') === other.join('.');

/** Each step by its own schema: a union would only say that the step is none. */
function shapeFaults(lessonId: string, draft: DraftLesson): DraftFault[] {
  const { steps: given, ...rest } = asLesson(lessonId, draft) as { steps: { kind: string }[] };
  const steps = given.map((step, index) => {
    const schema = Lesson.entries.steps.pipe[0].item.options[step.kind === 'check' ? 1 : 0];
    return issuesOf(v.safeParse(schema, step), ['steps', index]);
  });
  // An empty English place was filled from the Vietnamese one, which is told of itself.
  const whole = issuesOf(v.safeParse(v.omit(Lesson, ['steps']), rest), []).filter(
    ({ at, code }) => at[1] !== 'en' || code !== 'empty',
  );
  const { length } = given;
  if (length < 3) whole.push({ at: ['steps'], code: 'too-few', severity: 'error', params: { least: 3 } });
  if (length > 14) whole.push({ at: ['steps'], code: 'too-many', severity: 'error', params: { most: 14 } });
  return [...whole, ...steps.flat()];
}

/** What a schema says, in places and codes. @param place of what was parsed, from the top of the draft */
export function issuesOf(parsed: v.SafeParseResult<any>, place: readonly (string | number)[]): DraftFault[] {
  return (parsed.issues ?? []).map((issue: v.BaseIssue<unknown>): DraftFault => {
    const at = [...place, ...(issue.path ?? []).map((item) => item.key as string | number)];
    return { at, severity: 'error', ...explain(issue, at) };
  });
}

function explain(issue: v.BaseIssue<unknown>, at: DraftFault['at']): Pick<DraftFault, 'code' | 'params'> {
  const last = at.findLast((key) => typeof key === 'string');
  const limit = Number(issue.requirement);
  switch (issue.type) {
    case 'min_length':
      return Array.isArray(issue.input)
        ? { code: 'too-few', params: { least: limit } }
        : { code: 'empty', params: {} };
    case 'max_length':
      return { code: Array.isArray(issue.input) ? 'too-many' : 'too-long', params: { most: limit } };
    case 'iso_date':
      return { code: 'no-day', params: {} };
    case 'min_value':
    case 'max_value':
      return { code: last === 'minutes' ? 'minutes' : 'wrong', params: {} };
    case 'check':
      if (last === 'say' || last === 'tip') return { code: 'words', params: { most: 20 } };
      if (last === 'id') return { code: 'reserved', params: {} };
      return { code: 'one-right', params: {} };
    default:
      return { code: 'wrong', params: {} };
  }
}
