import { getUnit } from '#modules/organisations/index.ts';
import { call, Problem } from '#platform/client/call.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { pageRefused, unitOf } from './refused.server.ts';

const MONTH_MS = 30 * 86_400_000;

interface Asked {
  readonly fetch: typeof fetch;
  readonly params: { readonly unit: string };
  readonly url: URL;
}
export interface Period {
  /** YYYY-MM-DD. */
  readonly from: string;
  /** YYYY-MM-DD. */
  readonly to: string;
}

/** The two days of an address (`tu`, `den`): the last thirty unless they are given. */
export function periodOf(url: URL): Period {
  const now = Date.now();
  return {
    from: url.searchParams.get('tu')?.slice(0, 10) || vietnamDay(new Date(now - MONTH_MS)),
    to: url.searchParams.get('den')?.slice(0, 10) || vietnamDay(new Date(now)),
  };
}

/**
 * What a unit has between two days of the address (`tu`, `den`): the last thirty unless they are given. Days that make no
 * sense are said on the page, where they are put right.
 */
export async function readPeriod<T>(
  { fetch, params, url }: Asked,
  read: (unit: number, period: Period) => Promise<T>,
) {
  const period = periodOf(url);
  try {
    const unit = unitOf(params);
    const { id, name } = await call(getUnit, { params: { unit } }, fetch);
    const page = { unit: { id, name }, period };
    const found = await read(unit, period).catch(malformed);
    return found instanceof Problem
      ? { ...page, found: null, problem: found.document }
      : { ...page, found, problem: undefined };
  } catch (problem) {
    return pageRefused(problem, url);
  }
}

function malformed(problem: unknown): Problem {
  if (problem instanceof Problem && problem.document.status === 422) return problem;
  throw problem;
}
