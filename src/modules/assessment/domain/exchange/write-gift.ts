import { type Exchanged, NotTaken } from './exchanged.ts';
import { nearestOf } from './nearest.ts';
import { tagsOf } from './tags.ts';

const escape = (text: string): string => text.replaceAll(/[~=#{}:\\]/g, '\\$&').replaceAll('\n', '\\n');

/** A text after a sign: what would be read as its format or its share is told apart by saying both. */
const worded = (text: string): string => (/^[[%]/.test(text) ? `[plain]${escape(text)}` : escape(text));

/**
 * A question in GIFT, as `readGift` gives it back.
 *
 * @throws NotTaken no-way-to-write an arrow in the left side of a pair: the format has no sign to keep it apart
 */
export function writeGift(item: Exchanged): string {
  const { ask, kind, choices = [], isSingle, pairs = [] } = nearestOf(item);
  const tags = tagsOf(item.facts, kind).map((tag) => `[tag:${tag}]`);
  const right = choices.filter((choice) => choice.right).length;
  const shareOf = (isRight: boolean) =>
    isSingle ? (isRight ? '%100%' : '%0%') : isRight ? `%${Number((100 / right).toFixed(5))}%` : '%-100%';
  const lines = [
    ...choices.map(
      ({ text, right: isRight, note }) =>
        `${isSingle && isRight ? '=' : '~'}${shareOf(isRight)}${worded(text)}${note && `#${worded(note)}`}`,
    ),
    ...pairs.map(({ left, right: other }) => {
      if (left.includes('->')) throw new NotTaken('no-way-to-write', '->');
      return `=${worded(left)} -> ${worded(other)}`;
    }),
    ...(item.why ? [`####${worded(item.why)}`] : []),
  ];
  return [
    ...(tags.length > 0 ? [`// ${tags.join(' ')}`] : []),
    `${item.name && `::${escape(item.name)}::`}[plain]${escape(ask)}{`,
    ...lines.map((line) => `\t${line}`),
    '}',
    '',
  ].join('\n');
}
