import * as v from 'valibot';
import {
  checkNames,
  checkPlay,
  DEEPEST,
  depthOf,
  passagesOfScene,
  Scene,
  sourceOf,
  type SceneSource,
} from '#modules/practice/index.ts';
import { lintPlain } from '#platform/text/plain/lint.ts';
import type { Lexicon } from '#platform/text/plain/lexicon.ts';
import { issuesOf, type DraftFault } from './check.ts';

/**
 * A practice scene while it is being written: the data of a file of `content/practice` (docs/content-format.md) without
 * its id. Anything may still be missing or wrong in it; the check tells what, and where.
 */
export const DraftScene = v.strictObject({
  scene: v.pipe(
    v.record(v.string(), v.any()),
    v.check((data) => depthOf(data) <= DEEPEST, 'is too deep'),
  ),
});
export type DraftScene = { scene: SceneSource };

/** A whole small scene to begin from: two screens, one way to the goal, one wrong turn. */
export const newScene = (title: string, today: string, expires: string): DraftScene => ({
  scene: {
    title: { vi: title, en: '' },
    summary: { vi: '', en: '' },
    competences: ['1.1'],
    tier: 1,
    minutes: 3,
    lessons: [],
    reviewed: today,
    expires,
    imitates: { app: '', version: null, checkedOn: today, staleAfterDays: 365 },
    task: [''],
    state: { xong: false, nham: false },
    goal: { is: { xong: true } },
    done: '',
    screens: [
      {
        id: 'dau',
        title: '',
        blocks: [
          { kind: 'row', id: 'mo', text: '', does: [{ goto: 'hai' }] },
          { kind: 'button', id: 'nham', text: '', does: [{ set: { nham: true } }] },
        ],
      },
      {
        id: 'hai',
        title: '',
        back: 'dau',
        blocks: [{ kind: 'button', id: 'xong', text: '', tone: 'main', does: [{ set: { xong: true } }] }],
      },
    ],
    traps: [
      {
        id: 'nham',
        when: { is: { nham: true } },
        consequence: [''],
        repair: { text: '', does: [{ set: { nham: false } }] },
        lesson: '',
      },
    ],
    hints: [
      { on: 'dau', nudge: '' },
      { on: 'hai', nudge: '' },
    ],
    demo: [
      { say: '', tap: 'mo' },
      { say: '', tap: 'xong' },
    ],
    variants: [{ words: {} }],
  },
});

/** A draft of its own that begins as a scene that is there already. */
export const copyOfScene = (scene: Scene, title: string, today: string, expires: string): DraftScene => ({
  scene: { ...sourceOf(scene), title: { vi: title, en: '' }, reviewed: today, expires },
});

export const titleOfScene = ({ scene }: DraftScene): string => {
  const { vi } = (scene['title'] ?? {}) as { vi?: unknown };
  return typeof vi === 'string' ? vi : '';
};

/** What it says, as its file would. It may still be none. English places that are empty take the Vietnamese words. */
export function asScene(sceneId: string, { scene }: DraftScene): SceneSource {
  const both = (value: unknown): unknown => {
    const { vi, en } = (value ?? {}) as { vi?: unknown; en?: unknown };
    return value !== null && typeof value === 'object' && en === '' ? { vi, en: vi } : value;
  };
  return {
    ...scene,
    kind: 'scene',
    id: sceneId,
    title: both(scene['title']),
    summary: both(scene['summary']),
  };
}

/**
 * Every fault, each at its place under `scene`; and the scene's data, when nothing has to be put right. It is played
 * through in every way once all its names lead somewhere.
 */
export function checkScene(
  sceneId: string,
  draft: DraftScene,
  lexicon: Lexicon,
  beside: (scene: Scene) => DraftFault[],
): { readonly faults: DraftFault[]; readonly source: SceneSource | undefined } {
  const source = asScene(sceneId, draft);
  const parsed = v.safeParse(Scene, source);
  const placed = ({ at, ...fault }: DraftFault): DraftFault => ({ ...fault, at: ['scene', ...at] });
  if (!parsed.success) return { faults: shapeFaults(parsed).map(placed), source: undefined };
  const scene = parsed.output;
  const named = [...checkNames(scene).map(toDraftFault), ...beside(scene)];
  const played = named.length > 0 ? [] : checkPlay(scene).map(toDraftFault);
  const plain = lintPlain(passagesOfScene(scene), lexicon, scene.tier).map(
    ({ at, severity, found, suggestion }): DraftFault => ({
      at,
      code: 'plain',
      severity,
      params: { found, suggestion },
    }),
  );
  const faults = [...named, ...played, ...plain].map(placed);
  const isSound = !faults.some(({ severity }) => severity === 'error');
  return { faults, source: isSound ? source : undefined };
}

const toDraftFault = ({ at, code, params }: ReturnType<typeof checkNames>[number]): DraftFault => ({
  at,
  code: `scene.${code}`,
  severity: 'error',
  params,
});

/** What is missing is said to be empty, what no scene has to be unknown; lists of choices say only that it is wrong. */
function shapeFaults(parsed: v.SafeParseResult<typeof Scene>): DraftFault[] {
  return issuesOf(parsed, []).map((fault, index) => {
    const issue = parsed.issues![index]!;
    if (issue.received === 'undefined') return { ...fault, code: 'empty', params: {} };
    if (issue.expected === 'never')
      return { ...fault, code: 'scene.unknown', params: { name: String(fault.at.at(-1)) } };
    return issue.type === 'check' && issue.message.startsWith('every sentence')
      ? { ...fault, code: 'words', params: { most: 20 } }
      : issue.type === 'check' || issue.type === 'regex'
        ? { ...fault, code: 'wrong', params: {} }
        : fault;
  });
}
