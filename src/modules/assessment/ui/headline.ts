import type { Result } from '../domain/contract.ts';

/** The sentence a result begins with. A pass names what she can do; nothing else is counted. */
export function headlineOf({ verdict, domains }: Pick<Result, 'verdict' | 'domains'>) {
  const count = domains.filter(({ level }) => level === 'strong' || level === 'ok').length;
  const values = { count, all: domains.length };
  if (verdict !== 'passed') return { key: `result.headline.${verdict}` as const, values };
  if (count === domains.length) return { key: 'result.headline.passedAll' as const, values };
  // Hardly anything is known for sure: the pass stands, the count would say less than it seems.
  if (count * 2 < domains.length) return { key: 'result.headline.passed' as const, values };
  return { key: 'result.headline.passedSome' as const, values };
}
