import { createHmac, timingSafeEqual } from 'node:crypto';
import ical, { ICalCalendarMethod } from 'ical-generator';
import { grantsOf } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { deriveKey, type Key } from '#platform/crypto/seal.ts';
import type { Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { nextDay } from '../domain/deadline.ts';
import { refuse } from '../domain/refusals.ts';
import { countGiven } from './items.store.ts';
import { findOwner } from './reminders.store.ts';
import { READERS, type Asking } from './rights.ts';
import { listGiven, listReceived, type TaskRow } from './tasks.store.ts';

const MOST = 1_000;
/** What was confirmed longer ago than this leaves the calendar. */
const KEPT_DAYS = 60;

/** The last part of a calendar's address: nobody makes one up, and none is kept in clear. */
function signatureOf(master: Key, partKey: number, id: string): string {
  return createHmac('sha256', deriveKey(master, 'tasks/calendar'))
    .update(`${partKey}/${id}`)
    .digest('base64url');
}

export const addressOf = (
  { config, master }: Pick<Services, 'config' | 'master'>,
  partKey: number,
  id: string,
): string =>
  `${config.publicUrl}/api/tasks/calendars/${partKey}-${id}-${signatureOf(master, partKey, id)}.ics`;

interface Entry {
  readonly id: string;
  readonly task: TaskRow;
  readonly unitId: number;
  /** A day, or the first of those that come again. */
  readonly day: string;
  readonly rrule: string | null;
  readonly changedAt: Date;
  readonly what: 'do' | 'done' | 'given';
}

/** @throws Refusal tasks/feed-not-found, also for an address that has ended */
export async function sendCalendar(context: Asking, address: string): Promise<Response> {
  const [, key, id, signature] = /^(\d+)-(.{36})-(.{43})\.ics$/.exec(address) ?? [];
  const wanted = Buffer.from(signatureOf(context.master, Number(key), id ?? ''));
  const given = Buffer.from(signature ?? '');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return refuse('feed-not-found');
  const personId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id!)
    ? await findOwner(context.db, Number(key), id!)
    : undefined;
  if (!personId) return refuse('feed-not-found');
  const units = await unitsReminded(context, { partKey: Number(key), personId });
  const text = await write(context, await entriesOf(context, units));
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="nhiem-vu.ics"',
      'cache-control': 'private, no-store',
    },
  });
}

/** Units where somebody has a role of her own; not all that lie below. */
export async function unitsReminded(
  { db }: Pick<Asking, 'db'>,
  person: { partKey: number; personId: string },
): Promise<number[]> {
  const grants = await grantsOf(db, person);
  const own = grants.filter(({ role }) => (READERS as readonly string[]).includes(role));
  return [...new Set(own.map(({ unitId }) => unitId))];
}

async function entriesOf(context: Asking, units: readonly number[]): Promise<Entry[]> {
  const today = vietnamDay(context.now());
  const since = vietnamDay(new Date(context.now().getTime() - KEPT_DAYS * 86_400_000));
  const dayOf = (due: string | null, rrule: string | null) => due ?? (rrule ? nextDay(rrule, today) : null);
  const received = (await listReceived(context.db, units, MOST)).flatMap((row): Entry[] => {
    const day = dayOf(row.item_due_on, row.rrule);
    const done = row.state === 'confirmed';
    if (!day || row.state === 'declined' || (done && day < since)) return [];
    const { item_id: id, item_unit_id: unitId, rrule, created_at: changedAt } = row;
    return [{ id, task: row, unitId, day, rrule, changedAt, what: done ? 'done' : 'do' }];
  });
  const given: Entry[] = [];
  for (const unitId of units) {
    const open = new Set(
      (await countGiven(context.db, unitId, today))
        .filter(({ state }) => state !== 'confirmed' && state !== 'withdrawn')
        .map(({ task_id }) => task_id),
    );
    for (const task of await listGiven(context.db, unitId, MOST)) {
      const day = dayOf(task.due_on, task.rrule);
      const { id, rrule, created_at: changedAt } = task;
      if (day && open.has(id)) given.push({ id, task, unitId, day, rrule, changedAt, what: 'given' });
    }
  }
  return [...received, ...given];
}

const PREFIX = { do: '', done: 'Xong: ', given: 'Đã giao: ' } as const;

/** Whole days: a deadline is a day, whatever zone the reader's calendar is set to. */
async function write(context: Asking, entries: readonly Entry[]): Promise<string> {
  const { publicUrl } = context.config;
  const tree = await treeOf(context.db);
  const calendar = ical({
    name: 'Nhiệm vụ Bình dân học vụ số',
    prodId: { company: 'binh-dan-hoc-vu-so', product: 'tasks', language: 'VI' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
  });
  for (const { id, task, unitId, day, rrule, changedAt, what } of entries) {
    const lines = [
      tree.find(unitId)?.name ?? '',
      task.deadline_words && `Thời hạn: ${task.deadline_words}`,
      task.product && `Sản phẩm: ${task.product}`,
    ];
    calendar.createEvent({
      id: `${id}@${new URL(publicUrl).hostname}`,
      start: new Date(`${day}T00:00:00Z`),
      timezone: 'UTC',
      allDay: true,
      stamp: changedAt,
      summary: `${PREFIX[what]}${task.title}`,
      description: lines.filter(Boolean).join('\n'),
      url: `${publicUrl}/ban-lam-viec/${unitId}/nhiem-vu/${task.id}`,
      repeating: rrule,
    });
  }
  return calendar.toString();
}
