import * as v from 'valibot';

/**
 * What a confirmation rests on in a domain, from least to most: answered questions; done alone on a make-believe phone;
 * done on one with other names, data and places; done for real, seen by a named witness.
 */
export const evidenceLevels = ['quiz', 'alone', 'changed', 'witnessed'] as const;
export const EvidenceLevel = v.picklist(evidenceLevels);
export type EvidenceLevel = (typeof evidenceLevels)[number];

/** The least that a rule set asks for beside a passed test. */
export const EvidenceDemand = v.strictObject({
  everywhere: v.optional(EvidenceLevel, 'quiz'),
  /** Of single domains, in place of what holds everywhere. */
  domains: v.optional(v.record(v.string(), EvidenceLevel), {}),
  /** The highest rung of help that still counts: 0 none, 1 a nudge, 2 the place was shown. */
  helpAtMost: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2)), 2),
});
export type EvidenceDemand = v.InferOutput<typeof EvidenceDemand>;

/** Something a person has done herself. */
export interface Shown {
  readonly domain: string;
  readonly level: Exclude<EvidenceLevel, 'quiz'>;
  /** 0 none, 1 a nudge, 2 the place was shown, 3 it was done for her. */
  readonly help: number;
}

/** How one domain stands against what is asked of it. */
export interface DomainEvidence {
  readonly domain: string;
  readonly needs: EvidenceLevel;
  readonly level: EvidenceLevel;
  /** The least help at that level; null of answered questions alone. */
  readonly help: number | null;
  readonly isMet: boolean;
}

const rank = (level: EvidenceLevel): number => evidenceLevels.indexOf(level);

export const neededIn = ({ everywhere, domains }: EvidenceDemand, domain: string): EvidenceLevel =>
  domains[domain] ?? everywhere;

/** The domains that ask for more than a passed test, in the order given. */
export function evidenceIn(
  demand: EvidenceDemand,
  domains: readonly string[],
  shown: readonly Shown[],
): DomainEvidence[] {
  return domains.flatMap((domain) => {
    const needs = neededIn(demand, domain);
    if (needs === 'quiz') return [];
    const [best] = shown
      .filter((one) => one.domain === domain && one.help <= demand.helpAtMost)
      .sort((one, other) => rank(other.level) - rank(one.level) || one.help - other.help);
    const level = best?.level ?? 'quiz';
    return [{ domain, needs, level, help: best?.help ?? null, isMet: rank(level) >= rank(needs) }];
  });
}

/** Both at once: of each domain the higher level, and the less help. */
export function together(
  one: EvidenceDemand | null | undefined,
  other: EvidenceDemand | null | undefined,
): EvidenceDemand | undefined {
  if (!one || !other) return one ?? other ?? undefined;
  const higher = (first: EvidenceLevel, second: EvidenceLevel) =>
    rank(first) >= rank(second) ? first : second;
  const named = new Set([...Object.keys(one.domains), ...Object.keys(other.domains)]);
  return {
    everywhere: higher(one.everywhere, other.everywhere),
    domains: Object.fromEntries(
      [...named].map((domain) => [domain, higher(neededIn(one, domain), neededIn(other, domain))]),
    ),
    helpAtMost: Math.min(one.helpAtMost, other.helpAtMost),
  };
}

/** Whether something at this level can show what is needed. */
export const reaches = (level: EvidenceLevel, needs: EvidenceLevel): boolean => rank(level) >= rank(needs);
