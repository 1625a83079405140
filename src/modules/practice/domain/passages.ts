import type { Passage } from '#platform/text/plain/lint.ts';
import type { Block } from './blocks.ts';
import type { PracticeFile } from './practice-file.ts';

type At = Passage['at'];
const at =
  (role: Passage['role'], group: string) =>
  (place: At, text: string): Passage => ({
    at: place,
    // A value that is filled in is somebody's name or a number: no word of ours.
    text: text.replace(/\{[^}]*\}/g, '“…”').normalize('NFC'),
    role,
    group,
  });
const told = at('prose', 'told');
const asked = at('step', 'told');

/**
 * What a scene or a gym says to its learner, with the place of each text in its file. What others say in it (messages,
 * calls, addresses, notices) is theirs, tricks and shouting included, and is not looked at.
 */
export function passagesOf(file: PracticeFile): Passage[] {
  const about = [told(['title', 'vi'], file.title.vi), told(['summary', 'vi'], file.summary.vi)];
  if (file.kind === 'gym')
    return [
      ...about,
      ...file.entries.flatMap(({ known, reasons, advice }, index) => [
        ...(known === undefined ? [] : [told(['entries', index, 'known'], known)]),
        ...reasons.map((text, place) => told(['entries', index, 'reasons', place], text)),
        asked(['entries', index, 'advice'], advice),
      ]),
    ];
  return [
    ...about,
    ...file.task.map((text, place) => asked(['task', place], text)),
    ...file.screens.flatMap(({ id, blocks }, screen) =>
      blocks.flatMap((block, place) => ofBlock(block, ['screens', screen, 'blocks', place], id)),
    ),
    ...file.demo.map(({ say }, place) => asked(['demo', place, 'say'], say)),
    ...file.hints.map(({ nudge }, place) => asked(['hints', place, 'nudge'], nudge)),
    ...file.traps.flatMap(({ consequence, lesson }, trap) => [
      ...consequence.map((text, place) => told(['traps', trap, 'consequence', place], text)),
      told(['traps', trap, 'lesson'], lesson),
    ]),
    told(['done'], file.done),
    ...(file.forReal ?? []).map((text, place) => asked(['forReal', place], text)),
  ];
}

/** The voice of the exercise on a screen: plain texts, and what explains a field. */
function ofBlock(block: Block, place: At, screen: string): Passage[] {
  const said = at('prose', screen);
  if (block.kind === 'text') return [said([...place, 'text'], block.text)];
  if (block.kind === 'field' && block.hint) return [said([...place, 'hint'], block.hint)];
  return [];
}
