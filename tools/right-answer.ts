import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { solveTask } from '../src/modules/practice/index.ts';
import { engine, type Answer, type Question } from '../src/modules/assessment/index.ts';

const FOLDER = resolve(import.meta.dirname, '../content/items');
const items = new Map(
  globSync('*.yaml', { cwd: FOLDER })
    .flatMap((file) => (parse(readFileSync(join(FOLDER, file), 'utf8')) as engine.ItemFile).items)
    .map((item) => [item.id, item]),
);

/** The right answer, found by its words among the choices shown, as a person who knows would. */
export function rightAnswer(question: Question): Answer {
  if (question.type === 'perform') return { acts: solveTask(question.scene) };
  const item = engine.allVariants(items.get(question.itemId)!).find((variant) => isShown(variant, question))!;
  const idOf = (choices: readonly { id: string; text: string }[], text: string) =>
    choices.find((choice) => choice.text === text.normalize('NFC'))!.id;
  if (item.type === 'spot' && question.type === 'spot') {
    const traps = item.message.parts.filter((part) => part.trap);
    return traps.map((part) => idOf(question.message.parts, part.text));
  }
  if (item.type === 'match' && question.type === 'match') {
    return Object.fromEntries(
      item.pairs.map(({ left, right }) => [idOf(question.lefts, left), idOf(question.rights, right)]),
    );
  }
  if (question.type === 'spot' || question.type === 'match') throw new Error('another type than in the bank');
  if (item.type === 'order') return item.sequence.map((step) => idOf(question.choices, step.text));
  if (item.type !== 'single' && item.type !== 'multiple') throw new Error('another type than in the bank');
  const right = item.options.filter((option) => option.right).map(({ text }) => idOf(question.choices, text));
  return item.type === 'single' ? right[0]! : right;
}

/** Whether the question is this variant of its item: every text it shows stands there. */
function isShown(
  item: engine.ItemFile['items'][number],
  question: Exclude<Question, { type: 'perform' }>,
): boolean {
  if (item.ask.normalize('NFC') !== question.ask) return false;
  const written = JSON.stringify(item).normalize('NFC');
  const shown =
    question.type === 'match'
      ? [...question.lefts, ...question.rights]
      : question.type === 'spot'
        ? question.message.parts
        : question.choices;
  return shown.every(({ text }) => written.includes(JSON.stringify(text)));
}
