import * as v from 'valibot';
import { realNumbersIn } from './guard.ts';
import { aboutEntries, sentence, slug, text } from './plain.ts';
import type { PlacedFault } from './scene-faults.ts';
import { draws, shuffle } from './vary.ts';

/** One line of a message or a call; in a call `mine` is what the person called says. */
const Line = v.union([
  v.pipe(
    text(300),
    v.transform((said) => ({ text: said, mine: false })),
  ),
  v.strictObject({ text: text(300), mine: v.optional(v.boolean(), false) }),
]);

/** A message, call or code to be judged: a scam, or genuine. */
export const Entry = v.strictObject({
  id: slug,
  channel: v.picklist(['sms', 'chat', 'call', 'qr', 'email', 'web', 'visit']),
  from: text(80),
  /** What the person knows besides: what was done before, what else is seen. Told before judging. */
  known: v.optional(sentence),
  lines: v.pipe(v.array(Line), v.minLength(1), v.maxLength(8)),
  scam: v.boolean(),
  /** A scam that looks genuine, or a genuine message that looks like a scam. */
  hard: v.optional(v.boolean(), false),
  /** How one can tell, shown after judging. */
  reasons: v.pipe(v.array(sentence), v.minLength(1), v.maxLength(3)),
  /** What to do about it. */
  advice: sentence,
});
export type Entry = v.InferOutput<typeof Entry>;

/** A gym, `content/practice/<id>.yaml`: messages of which some are scams, dealt in rounds. */
export const Gym = v.strictObject({
  kind: v.literal('gym'),
  ...aboutEntries,
  /** How many a round deals, half of them scams as far as it goes. */
  deal: v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(12)),
  entries: v.pipe(v.array(Entry), v.minLength(6), v.maxLength(80)),
});
export type Gym = v.InferOutput<typeof Gym>;

/** What the schema cannot see. */
export function checkGym(gym: Gym): PlacedFault[] {
  const ids = gym.entries.map(({ id }) => id);
  const scams = gym.entries.filter(({ scam }) => scam).length;
  const half = Math.floor(gym.deal / 2);
  return [
    ...(new Set(ids).size < ids.length ? [{ at: ['entries'], what: 'two entries have one id' }] : []),
    ...(scams < half || ids.length - scams < half
      ? [
          {
            at: ['entries'],
            what: `needs at least ${half} scams and ${half} genuine entries for a round of ${gym.deal}`,
          },
        ]
      : []),
    ...gym.entries.flatMap(({ lines, from, known = '' }, index) =>
      [from, known, ...lines.map((line) => line.text)].flatMap(realNumbersIn).map((real) => ({
        at: ['entries', index],
        what: `prints what could be somebody’s ${real.replace('-', ' ')}`,
      })),
    ),
  ];
}

/**
 * The entries of one round, mixed: as many scams as genuine ones, and of each sort as many hard as easy ones, give or
 * take one and as far as there are enough.
 *
 * @param seed a whole number; the same seed deals the same round
 */
export function deal(gym: Gym, seed: number): Entry[] {
  const chance = draws(seed);
  const mixed = shuffle(gym.entries, chance);
  const halved = (count: number) => Math.floor(count / 2) + (count % 2 === 1 && chance() < 0.5 ? 1 : 0);
  // Nobody should learn that it is always half and half.
  const scams = halved(gym.deal);
  const some = (scam: boolean, most: number) => {
    const sort = mixed.filter((entry) => entry.scam === scam);
    const hard = sort.filter((entry) => entry.hard).slice(0, halved(most));
    const easy = sort.filter((entry) => !entry.hard).slice(0, most - hard.length);
    // Where easy ones run out, more hard ones fill the round.
    return [...new Set([...hard, ...easy, ...sort])].slice(0, most);
  };
  return shuffle([...some(true, scams), ...some(false, gym.deal - scams)], chance);
}
