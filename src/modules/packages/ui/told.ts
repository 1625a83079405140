import type { Report } from '../domain/contract.ts';

/** What the player on the other origin says. */
export type Told =
  | { readonly type: 'ready' }
  | { readonly type: 'ended' }
  | { readonly type: 'report'; readonly report: Omit<Report, 'id' | 'at' | 'package'> };

/** Whether a message has the shape of what our player says; the server looks at the values. */
export function isTold(message: unknown): message is Told {
  if (typeof message !== 'object' || message === null) return false;
  const { from, type, report } = message as Record<string, unknown>;
  if (from !== 'bdhvs-player') return false;
  if (type === 'ready' || type === 'ended') return true;
  if (type !== 'report' || typeof report !== 'object' || report === null) return false;
  const { part, completed, seconds, kept } = report as Record<string, unknown>;
  return (
    typeof part === 'string' &&
    typeof completed === 'boolean' &&
    typeof seconds === 'number' &&
    typeof kept === 'string'
  );
}
