import { childOf, childrenOf, findAll, type Markup, textOf } from '#platform/text/markup.ts';
import { neat } from '#platform/text/markup-words.ts';
import {
  CHANNELS,
  choiceOf,
  type Content,
  type Exchanged,
  type MessagePart,
  NO_FACTS,
  NotTaken,
  type Omission,
} from './exchanged.ts';
import { plainWords } from './plain-words.ts';

const camel = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_, sign: string) => sign.toUpperCase());

/** QTI 3.0 says `qti-simple-choice` where 2.1 says `simpleChoice`; from here on both are 2.1. */
export function asVersion2(node: Markup): Markup {
  const isOwn = node.name.startsWith('qti-');
  const attributes = isOwn
    ? Object.fromEntries(Object.entries(node.attributes).map(([name, value]) => [camel(name), value]))
    : node.attributes;
  return {
    ...node,
    name: isOwn ? camel(node.name.slice(4)) : node.name,
    attributes,
    children: node.children.map((child) => (typeof child === 'string' ? child : asVersion2(child))),
  };
}

const isInteraction = ({ name }: Markup): boolean => name.endsWith('Interaction');
const isFeedback = ({ name }: Markup): boolean => name === 'feedbackInline' || name === 'feedbackBlock';

/** What candidates do not read: feedback, and notes for those who mark or teach. */
const isAside = (node: Markup): boolean =>
  isFeedback(node) ||
  (node.name === 'rubricBlock' && !(node.attributes['view'] ?? 'candidate').includes('candidate'));

/**
 * An item of QTI with one interaction of a kind that we have: choices, order, pairs, hot text.
 *
 * @param root as `asVersion2` gives it
 * @see IMS Question and Test Interoperability 2.1, Assessment Test, Section and Item Information Model; 1EdTech QTI 3.0
 * @throws NotTaken
 */
export function readQtiItem(root: Markup): { readonly item: Exchanged; readonly left: Omission[] } {
  if (root.name !== 'assessmentItem') throw new NotTaken('other-kind', root.name.slice(0, 40));
  if (childOf(root, 'templateDeclaration')) throw new NotTaken('other-kind', 'templateDeclaration');
  const body = childOf(root, 'itemBody') ?? raise(new NotTaken('no-question'));
  const interactions = findAll(body, isInteraction);
  const [interaction] = interactions;
  if (!interaction) throw new NotTaken('other-kind', 'itemBody');
  if (interactions.length > 1)
    throw new NotTaken('other-kind', interactions.map(({ name }) => name).join(' + '));
  const feedback = feedbackOf(root);
  const title = neat(root.attributes['title'] ?? '');
  const content = contentIn(interaction, keyOf(root, interaction), title, feedback.notes);
  const prompt = childOf(interaction, 'prompt');
  const around = plainWords(body, (node) => node === interaction || isAside(node));
  const ask = [around, prompt ? plainWords(prompt, isAside) : ''].filter((words) => words !== '').join('\n');
  const lost = feedback.lost || findAll(body, isFeedback).length > 0;
  return {
    item: { name: title, ask, why: feedback.why, facts: NO_FACTS, content },
    left: [
      ...(lost ? (['choice-feedback'] as const) : []),
      ...(hasOwnMarking(root) ? (['own-marking'] as const) : []),
    ],
  };
}

/** The values of the right response. */
function keyOf(root: Markup, { attributes }: Markup): string[] {
  const declared = childrenOf(root, 'responseDeclaration').find(
    (one) => one.attributes['identifier'] === attributes['responseIdentifier'],
  );
  const correct = declared && childOf(declared, 'correctResponse');
  const values = correct ? childrenOf(correct, 'value').map((value) => neat(textOf(value))) : [];
  if (values.length === 0) throw new NotTaken('no-key');
  return values;
}

/** Right means the whole key, as with us. */
function hasOwnMarking(root: Markup): boolean {
  const processing = childOf(root, 'responseProcessing');
  if (!processing) return false;
  return !/match_correct(\.xml)?$/.test(processing.attributes['template'] ?? '');
}

/** `NOTE_` and the id of a part: why it is a trap. */
export const NOTE = 'NOTE_';

function feedbackOf(root: Markup): { why: string; notes: ReadonlyMap<string, string>; lost: boolean } {
  const all = childrenOf(root, 'modalFeedback').map((one) => ({
    id: one.attributes['identifier'] ?? '',
    words: plainWords(one),
  }));
  const notes = new Map(
    all.filter(({ id }) => id.startsWith(NOTE)).map(({ id, words }) => [id.slice(NOTE.length), words]),
  );
  const others = all.filter(({ id }) => !id.startsWith(NOTE));
  // Several are for different answers: none of them holds for all.
  return { why: others.length === 1 ? others[0]!.words : '', notes, lost: others.length > 1 };
}

function contentIn(
  interaction: Markup,
  key: readonly string[],
  title: string,
  notes: ReadonlyMap<string, string>,
): Content {
  if (interaction.name === 'choiceInteraction') return choices(interaction, key);
  if (interaction.name === 'orderInteraction') return order(interaction, key);
  if (interaction.name === 'matchInteraction') return pairs(interaction, key);
  if (interaction.name === 'hottextInteraction') return message(interaction, key, title, notes);
  throw new NotTaken('other-kind', interaction.name.slice(0, 60));
}

const named = (nodes: readonly Markup[]) =>
  nodes.map((node) => ({ id: node.attributes['identifier'] ?? '', text: plainWords(node, isAside) }));

/** Every value of the key names something that is there. */
function checkKey(key: readonly string[], ids: readonly string[]): void {
  const missing = key.find((value) => !ids.includes(value));
  if (missing !== undefined) throw new NotTaken('no-key', missing.slice(0, 40));
}

function choices(interaction: Markup, key: readonly string[]): Content {
  const found = named(findAll(interaction, ({ name }) => name === 'simpleChoice'));
  checkKey(
    key,
    found.map(({ id }) => id),
  );
  const options = found.map(({ id, text }) => ({ text, right: key.includes(id) }));
  return (interaction.attributes['maxChoices'] ?? '1') === '1'
    ? { type: 'single', options }
    : choiceOf(options);
}

function order(interaction: Markup, key: readonly string[]): Content {
  const found = named(findAll(interaction, ({ name }) => name === 'simpleChoice'));
  checkKey(
    key,
    found.map(({ id }) => id),
  );
  if (new Set(key).size !== found.length) throw new NotTaken('no-key');
  return { type: 'order', sequence: key.map((value) => found.find(({ id }) => id === value)!.text) };
}

function pairs(interaction: Markup, key: readonly string[]): Content {
  const sets = findAll(interaction, ({ name }) => name === 'simpleMatchSet').map((set) =>
    named(childrenOf(set, 'simpleAssociableChoice')),
  );
  const [left = [], right = []] = sets;
  const joined = key.map((value) => value.split(/\s+/));
  checkKey(
    joined.flat(),
    sets.flat().map(({ id }) => id),
  );
  // A table of many to many is another kind of question.
  const isOneToOne =
    sets.length === 2 &&
    left.length === right.length &&
    left.every(({ id }) => joined.filter(([from]) => from === id).length === 1) &&
    right.every(({ id }) => joined.filter(([, to]) => to === id).length === 1);
  if (!isOneToOne) throw new NotTaken('other-kind', 'matchInteraction');
  return {
    type: 'match',
    pairs: left.map(({ id, text }) => {
      const [, to] = joined.find(([from]) => from === id)!;
      return { left: text, right: right.find((one) => one.id === to)!.text };
    }),
  };
}

/** A message of which parts can be tapped; what stands between them is a part that is no trap. */
function message(
  interaction: Markup,
  key: readonly string[],
  title: string,
  notes: ReadonlyMap<string, string>,
): Content {
  const parts: MessagePart[] = [];
  const ids: string[] = [];
  let channel: (typeof CHANNELS)[number] = 'web';
  let from = '';
  const visit = (node: Markup): void => {
    for (const child of node.children) {
      if (typeof child === 'string') {
        if (neat(child) !== '') parts.push({ text: child, trap: false, note: '' });
      } else if (child.name === 'hottext') {
        const id = child.attributes['identifier'] ?? '';
        ids.push(id);
        parts.push({ text: plainWords(child), trap: key.includes(id), note: notes.get(id) ?? '' });
      } else if (child.attributes['class']?.startsWith('from ')) {
        const said = child.attributes['class']!.slice('from '.length);
        channel = CHANNELS.find((one) => one === said) ?? 'web';
        from = plainWords(child);
      } else if (child.name !== 'prompt' && !isAside(child)) {
        // What it holds beside words refuses it; the words are taken piece by piece.
        plainWords(child);
        visit(child);
      }
    }
  };
  visit(interaction);
  checkKey(key, ids);
  return { type: 'spot', channel, from: from || title || '—', parts };
}

function raise(fault: Error): never {
  throw fault;
}
