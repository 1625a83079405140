/** How a domain stood in the test, in plain categories and never as a number. */
export const standings = ['strong', 'ok', 'learn-more', 'unknown'] as const;
export type Standing = (typeof standings)[number];

/** Who watched over the test. */
export const evidenceGrades = ['unsupervised', 'supervised'] as const;
export type EvidenceGrade = (typeof evidenceGrades)[number];

/** How far somebody went in a domain, and the highest rung of help: 0 none, 1 a nudge, 2 the place was shown. */
export interface Practised {
  readonly domain: string;
  readonly level: 'alone' | 'changed' | 'witnessed';
  readonly help: number;
}

/** A finished test, as far as a confirmation needs it. */
export interface Outcome {
  readonly personId: string;
  readonly verdict: 'passed' | 'not-passed' | 'not-enough-evidence';
  readonly group: string;
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly ruleSetName: { readonly vi: string; readonly en?: string | undefined };
  readonly domains: readonly { readonly domain: string; readonly level: Standing }[];
  readonly finishedAt: Date;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly evidence: EvidenceGrade;
  /** What was done beside answering, where the rules ask for it. */
  readonly practice?: readonly Practised[];
  /** The rules ask for more than was done so far: it waits. */
  readonly lacksPractice?: boolean;
  /** A pass that was begun before the waiting time was over: it confirms nothing. */
  readonly brokeWaitingTime: boolean;
  /** What a pass of these rules stands for, 1 to 8, where they say. */
  readonly level?: number | undefined;
  /** How long a pass is good, where the rules say. */
  readonly validity?: { readonly months: number; readonly renewFromMonths: number } | undefined;
}
