export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959963984540054;

/**
 * A share of a random sample with its 95 % interval, which keeps its promise also near 0 and 1.
 *
 * @see Wilson (1927), JASA 22, 209–212; compared in Newcombe (1998), Statistics in Medicine 17, 857–872, method 3
 */
export function wilson(successes: number, tries: number): Share {
  if (tries === 0) return { share: Number.NaN, low: 0, high: 1 };
  const share = successes / tries;
  const square = Z95 ** 2;
  const middle = (share + square / (2 * tries)) / (1 + square / tries);
  const half =
    (Z95 * Math.sqrt((share * (1 - share)) / tries + square / (4 * tries ** 2))) / (1 + square / tries);
  return { share, low: successes === 0 ? 0 : middle - half, high: successes === tries ? 1 : middle + half };
}

export interface TruePassRate {
  /** Passes out of finished tests, as counted. */
  readonly raw: number;
  /** Passes that a re-check would confirm, out of finished tests. */
  readonly estimate: Share;
  /** Confirmed out of re-checked. */
  readonly confirmed: Share;
  /** If nobody who could not be reached would be confirmed, and if everybody would. */
  readonly worst: number;
  readonly best: number;
}

/**
 * The rate of passes that hold, from a simple random sample of them: the raw rate, which is a count and no estimate,
 * times the share confirmed.
 */
export function truePassRate(given: {
  readonly finished: number;
  readonly passed: number;
  readonly confirmed: number;
  readonly refuted: number;
  readonly notReached: number;
}): TruePassRate {
  const { finished, passed, confirmed, refuted, notReached } = given;
  const raw = finished === 0 ? Number.NaN : passed / finished;
  const share = wilson(confirmed, confirmed + refuted);
  const drawn = confirmed + refuted + notReached;
  return {
    raw,
    estimate: { share: raw * share.share, low: raw * share.low, high: raw * share.high },
    confirmed: share,
    worst: drawn === 0 ? Number.NaN : (raw * confirmed) / drawn,
    best: drawn === 0 ? Number.NaN : (raw * (confirmed + notReached)) / drawn,
  };
}
