/** Judgements counted: scams seen and missed, genuine messages trusted and taken for scams. */
export interface Tally {
  readonly hits: number;
  readonly misses: number;
  readonly falseAlarms: number;
  readonly correctRejections: number;
}

export interface Sensitivity {
  /** Shares with the log-linear correction, in (0, 1). */
  readonly hitRate: number;
  readonly falseAlarmRate: number;
  /** How well scams are told from genuine messages: 0 is guessing, 1 middling, above 2 good. */
  readonly dPrime: number;
  /** Where the line is drawn: below 0 everything looks like a scam, above 0 everything looks genuine. */
  readonly criterion: number;
}

export function tally(judged: readonly { readonly scam: boolean; readonly saidScam: boolean }[]): Tally {
  const count = (scam: boolean, said: boolean) =>
    judged.filter((one) => one.scam === scam && one.saidScam === said).length;
  return {
    hits: count(true, true),
    misses: count(true, false),
    falseAlarms: count(false, true),
    correctRejections: count(false, false),
  };
}

/**
 * Sensitivity and bias of the equal-variance signal detection model.
 *
 *   d′ = z(H) − z(F)      c = −(z(H) + z(F)) / 2
 *
 * Half a case is added to each count and one to each number of trials, so that all or none gives no infinity.
 *
 * @see Hautus (1995), Behavior Research Methods, Instruments, & Computers 27(1), 46–51: the log-linear correction
 * @see Macmillan & Creelman (2005), Detection Theory, for d′ and c
 */
export function sensitivity({ hits, misses, falseAlarms, correctRejections }: Tally): Sensitivity {
  const hitRate = (hits + 0.5) / (hits + misses + 1);
  const falseAlarmRate = (falseAlarms + 0.5) / (falseAlarms + correctRejections + 1);
  const [zHit, zFalse] = [normalQuantile(hitRate), normalQuantile(falseAlarmRate)];
  return { hitRate, falseAlarmRate, dPrime: zHit - zFalse, criterion: -(zHit + zFalse) / 2 };
}

/** What is said of a round; the words stand under `gym.<verdict>` in the messages. */
export type Verdict = 'sharp' | 'too-trusting' | 'too-wary' | 'unsure';

/** Bounds are ours: a round is short, so only plain leanings are named. */
const LEANS = 0.4;
const TELLS = 1.2;

export function verdictOf({ hits, misses, falseAlarms, correctRejections }: Tally): Verdict {
  const { dPrime, criterion } = sensitivity({ hits, misses, falseAlarms, correctRejections });
  if (falseAlarms > 0 && criterion < -LEANS) return 'too-wary';
  if (misses > 0 && criterion > LEANS) return 'too-trusting';
  return dPrime >= TELLS ? 'sharp' : 'unsure';
}

const poly = (coefficients: readonly number[], x: number) =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/**
 * z with P(Z ≤ z) = share, to about seven figures.
 *
 * @param share in (0, 1)
 * @see Wichura (1988), Applied Statistics 37(3), 477–484, algorithm AS 241, PPND7
 */
export function normalQuantile(share: number): number {
  const from = share - 0.5;
  if (Math.abs(from) <= 0.425) {
    const r = 0.180625 - from * from;
    return (
      (from * poly([3.3871327179, 50.434271938, 159.29113202, 59.10937472], r)) /
      poly([1, 17.895169469, 78.757757664, 67.1875636], r)
    );
  }
  const tail = Math.sqrt(-Math.log(Math.min(share, 1 - share)));
  const z =
    tail <= 5
      ? poly([1.4234372777, 2.75681539, 1.3067284816, 0.17023821103], tail - 1.6) /
        poly([1, 0.7370016425, 0.12021132975], tail - 1.6)
      : poly([6.657905115, 3.081226386, 0.42868294337, 0.017337203997], tail - 5) /
        poly([1, 0.24197894225, 0.012258202635], tail - 5);
  return from < 0 ? -z : z;
}
