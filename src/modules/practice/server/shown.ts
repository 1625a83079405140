import type { Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { NewEvent } from '#platform/outbox/outbox.store.ts';
import type { PracticeTables } from './tables.ts';

/** Done to the end without being led, by her own hands; as `practice.pub_shown` has it. */
export const isShown = ({
  kind,
  mode,
  is_done: isDone,
  tapped_by: by,
}: Pick<PracticeTables['practice.events'], 'kind' | 'mode' | 'is_done' | 'tapped_by'>): boolean =>
  isDone && kind === 'run' && by !== 'helper' && (mode === 'alone' || mode === 'changed');

/** Tells that somebody has shown something; what it was stands in `practice.pub_shown`. */
export const shownEvent = (
  { now, newId }: Pick<Services, 'now' | 'newId'>,
  { partKey, personId }: Identity,
): NewEvent => ({ partKey, id: newId(), name: 'practice.shown', payload: { personId }, at: now() });
