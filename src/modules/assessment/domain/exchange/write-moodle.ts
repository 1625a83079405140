import { escapeXml } from '#platform/text/markup.ts';
import type { Exchanged } from './exchanged.ts';
import { nearestOf } from './nearest.ts';
import { tagsOf } from './tags.ts';

const text = (name: string, words: string, attributes = ''): string =>
  `<${name} format="plain_text"${attributes}><text>${escapeXml(words)}</text></${name}>`;

/** Questions in the XML of Moodle, as `readMoodle` gives them back. */
export function writeMoodle(items: readonly Exchanged[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${items.map(writeQuestion).join('')}</quiz>\n`;
}

function writeQuestion(item: Exchanged): string {
  // Moodle has a kind for steps in order.
  const isOrder = item.content.type === 'order';
  const { ask, kind, choices, isSingle = false, pairs = [] } = nearestOf(item);
  const tags = tagsOf(item.facts, isOrder ? null : kind);
  const right = choices?.filter((choice) => choice.right).length ?? 0;
  const shareOf = (isRight: boolean) =>
    isRight ? (isSingle ? 100 : Number((100 / right).toFixed(5))) : isSingle ? 0 : -100;
  const body = choices
    ? [
        `<single>${isSingle}</single>`,
        '<shuffleanswers>true</shuffleanswers>',
        '<answernumbering>none</answernumbering>',
        ...choices.map(
          (choice) =>
            `<answer fraction="${shareOf(choice.right)}" format="plain_text"><text>${escapeXml(choice.text)}</text>${
              choice.note && text('feedback', choice.note)
            }</answer>`,
        ),
      ]
    : isOrder
      ? [
          '<layouttype>VERTICAL</layouttype>',
          '<selecttype>ALL</selecttype>',
          '<selectcount>0</selectcount>',
          '<gradingtype>ALL_OR_NOTHING</gradingtype>',
          '<showgrading>SHOW</showgrading>',
          ...pairs.map((pair) => text('answer', pair.right, ` fraction="${pair.left}"`)),
        ]
      : [
          '<shuffleanswers>true</shuffleanswers>',
          ...pairs.map(
            (pair) =>
              `<subquestion format="plain_text"><text>${escapeXml(pair.left)}</text><answer><text>${escapeXml(
                pair.right,
              )}</text></answer></subquestion>`,
          ),
        ];
  const lines = [
    `<name><text>${escapeXml(item.name)}</text></name>`,
    text('questiontext', ask),
    ...(item.why ? [text('generalfeedback', item.why)] : []),
    '<defaultgrade>1</defaultgrade>',
    '<penalty>0</penalty>',
    '<hidden>0</hidden>',
    ...body,
    ...(tags.length > 0
      ? [`<tags>${tags.map((tag) => `<tag><text>${escapeXml(tag)}</text></tag>`).join('')}</tags>`]
      : []),
  ];
  const type = choices ? 'multichoice' : isOrder ? 'ordering' : 'matching';
  return `  <question type="${type}">\n${lines.map((line) => `    ${line}\n`).join('')}  </question>\n`;
}
