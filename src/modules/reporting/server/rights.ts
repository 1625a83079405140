import { hasRole, worksAt } from '#modules/organisations/server.ts';
import { allowed } from '../domain/contract.ts';
import { refuse } from '../domain/refusals.ts';
import { nextState, type Closing, type ReportState } from '../domain/report-state.ts';
import type { Asking, Found } from './find-report.ts';

/** A unit speaks for itself: a right at a unit above it does not enter or send its report. */
export const worksAs = (context: Pick<Asking, 'actor'>, role: 'clerk' | 'leader', unitId: number): boolean =>
  worksAt(context, [role], unitId);

export const isClerk = (context: Asking, { unit }: Found): boolean => worksAs(context, 'clerk', unit.id);
export const isLeader = (context: Asking, { unit }: Found): boolean => worksAs(context, 'leader', unit.id);

/** Whether the asker works, in one of these roles, where the report goes. */
export const isAbove = async (
  context: Asking,
  { above }: Found,
  roles: readonly string[] = ['clerk', 'leader'],
): Promise<boolean> => above !== null && (await hasRole(context, roles, above.id));

/** @throws Refusal reporting/above-decides */
export async function requireAbove(context: Asking, found: Found): Promise<void> {
  if (!(await isAbove(context, found))) refuse('above-decides');
}

/** What the asker may do with a report as it stands. */
export async function mayDo(
  context: Asking,
  found: Found,
  state: ReportState,
  closing: Closing,
): Promise<(typeof allowed)[number][]> {
  const [above, leadsAbove] = await Promise.all([
    isAbove(context, found),
    isAbove(context, found, ['leader']),
  ]);
  const clerk = isClerk(context, found);
  const leader = isLeader(context, found);
  const can = (act: 'save' | 'enter' | 'send' | 'return' | 'accept') => nextState(state, act, closing).ok;
  const may = {
    save: clerk && can('save'),
    enter: clerk && can('enter') && state !== 'entered',
    send: leader && can('send'),
    return: can('return') && (state === 'entered' ? leader : above),
    accept: above && can('accept') && !closing.closed,
    verify: above && (state === 'sent' || state === 'accepted') && !closing.closed,
    except:
      leadsAbove &&
      closing.closed &&
      !closing.missing &&
      !closing.exception &&
      (state === 'sent' || state === 'accepted'),
  };
  return allowed.filter((act) => may[act]);
}
