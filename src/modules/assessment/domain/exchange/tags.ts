import { CHANNELS, type Channel, type Facts, NO_FACTS } from './exchanged.ts';

/** Tags carry what other programs have no field for: `bdhvs:tier=2`. They show them and give them back unchanged. */
const PREFIX = 'bdhvs:';
const RANGES: Readonly<Record<Exclude<keyof Facts, 'competence'>, readonly [number, number]>> = {
  tier: [1, 8],
  difficulty: [-3, 3],
  discrimination: [0.5, 2.5],
  guessing: [0, 0.35],
};

/** A number within its range as the bank wants it; null for any other text. */
export function factOf(name: keyof typeof RANGES, text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  const [least, most] = RANGES[name];
  const fits =
    text.trim() !== '' && value >= least && value <= most && (name !== 'tier' || Number.isInteger(value));
  return fits ? value : null;
}

export const competenceIn = (text: string): string | null => /^\d+\.\d+$/.exec(text.trim())?.[0] ?? null;

export interface Tags {
  readonly facts: Facts;
  /** What the question is here, where the format has no such kind. */
  readonly kind: 'order' | 'spot' | null;
}

export function tagsOf(facts: Facts, kind: Tags['kind'] = null): string[] {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return [...known, ...(kind ? [['kind', kind]] : [])].map(([name, value]) => `${PREFIX}${name}=${value}`);
}

/** Tags that are not ours say nothing here. */
export function readTags(tags: readonly string[]): Tags {
  const found = new Map(
    tags
      .map((tag) => tag.trim())
      .filter((tag) => tag.startsWith(PREFIX))
      .map((tag) => tag.slice(PREFIX.length).split('=', 2) as [string, string | undefined]),
  );
  const number = (name: keyof typeof RANGES) => factOf(name, found.get(name) ?? '');
  const kind = found.get('kind');
  return {
    facts: {
      ...NO_FACTS,
      competence: competenceIn(found.get('competence') ?? ''),
      tier: number('tier'),
      difficulty: number('difficulty'),
      discrimination: number('discrimination'),
      guessing: number('guessing'),
    },
    kind: kind === 'order' || kind === 'spot' ? kind : null,
  };
}

/**
 * A drawn message in a format that knows none: the question, and below it the channel and the sender.
 *
 * @see readMessage
 */
export function writeMessage(ask: string, channel: Channel, from: string): string {
  return `${ask}\n${channel}: ${from}`;
}

/** Undefined where the last line names no channel. */
export function readMessage(text: string): { ask: string; channel: Channel; from: string } | undefined {
  const at = text.lastIndexOf('\n');
  const [, channel, from] = /^([a-z]+): (.+)$/.exec(text.slice(at + 1)) ?? [];
  if (at < 1 || !CHANNELS.includes(channel as Channel) || !from) return undefined;
  return { ask: text.slice(0, at), channel: channel as Channel, from };
}
