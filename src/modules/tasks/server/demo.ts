import { createHash } from 'node:crypto';
import { listSynthetic } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import type { ItemState } from '../domain/item.ts';
import { demoIncoming, demoTasks, type DemoTask } from './demo-plan.ts';
import * as store from './demo.store.ts';
import { insertEvidence } from './evidence.store.ts';
import { insertIncoming } from './incoming.store.ts';
import { insertEntry, insertItems, type ItemRow } from './items.store.ts';
import { keyOf } from './take-plan.ts';
import type { TasksTables } from './tables.ts';
import { insertTasks } from './tasks.store.ts';

type Able = Services<TasksTables>;
const PROVINCE = 1040;
const COMMUNE = 'Phường Trường Vinh';
const DAY = 86_400_000;
const NOTE = Buffer.from('Biên bản buổi học mẫu. Dữ liệu không có thật, dùng để xem thử.\n');

/** Tasks of a province and a ward in several states, all marked synthetic; nothing where they stand already. */
export async function loadDemo(services: Able): Promise<void> {
  const tree = await treeOf(services.db);
  const communes = tree.descendants(PROVINCE, 'commune').map(({ id }) => id);
  const ward = tree.descendants(PROVINCE, 'commune').find(({ name }) => name === COMMUNE)?.id;
  if (!ward || (await store.hasSynthetic(services.db))) return;
  const others = communes.filter((id) => id !== ward);
  for (const task of demoTasks) await addTask(services, task, { ward, others });
  await services.db.transaction().execute(async (tx) => {
    const today = vietnamDay(services.now());
    for (const [index, one] of demoIncoming.entries()) {
      const { parties, ...words } = one;
      const id = services.newId();
      const row = {
        id,
        unit_id: ward,
        arrival_year: Number(today.slice(0, 4)),
        arrival_number: index + 1,
        arrived_on: vietnamDay(new Date(services.now().getTime() - (9 - index) * DAY)),
        issued_on: null,
        due_on: vietnamDay(new Date(services.now().getTime() + (12 + index) * DAY)),
        plan_id: null,
        created_at: services.now(),
        created_by: services.newId(),
        synthetic: true,
        ...words,
      };
      await insertIncoming(
        tx,
        row,
        parties.map((party, position) => ({ ...party, incoming_id: id, position })),
      );
    }
  });
}

interface Places {
  readonly ward: number;
  readonly others: readonly number[];
}

async function addTask(services: Able, plan: DemoTask, { ward, others }: Places): Promise<void> {
  const { db, newId } = services;
  const now = services.now();
  const created = new Date(now.getTime() - 30 * DAY);
  const due_on = plan.dueIn === null ? null : vietnamDay(new Date(now.getTime() + plan.dueIn * DAY));
  const task = {
    id: newId(),
    unit_id: plan.by === 'province' ? PROVINCE : ward,
    source: 'hand' as const,
    source_id: newId(),
    source_position: 0,
    number: '',
    title: plan.title,
    content: 'Nhiệm vụ mẫu để xem thử, không có thật.',
    product: plan.product,
    lead_words: plan.lead,
    coordinating_words: plan.coordinating,
    deadline_words: '',
    kind: plan.kind,
    due_on,
    rrule: plan.rrule,
    folded: keyOf({ number: '', title: plan.title, product: plan.product, lead_words: plan.lead }),
    created_at: created,
    created_by: null,
    synthetic: true,
  };
  await insertTasks(db, [task]);
  const item = (unit_id: number, state: ItemState, reportedDaysAgo: number | null): ItemRow => ({
    id: newId(),
    task_id: task.id,
    unit_id,
    role: 'lead',
    state,
    due_on,
    reported_on:
      reportedDaysAgo === null ? null : vietnamDay(new Date(now.getTime() - reportedDaysAgo * DAY)),
    given_at: created,
    given_by: null,
    changed_at: now,
  });
  const items = [
    ...(plan.ward ? [item(ward, plan.ward.state, plan.ward.reportedDaysAgo)] : []),
    ...others.flatMap((unit, index) => {
      const one = plan.others?.(index);
      return one ? [item(unit, one.state, one.reportedDaysAgo)] : [];
    }),
  ];
  await insertItems(db, items);
  const own = items.find(({ unit_id }) => unit_id === ward);
  for (const [index, [act, words, side]] of (own ? plan.said : []).entries())
    await insertEntry(db, {
      id: newId(),
      item_id: own!.id,
      act,
      words,
      at: new Date(created.getTime() + (index + 1) * 2 * DAY),
      done_by: newId(),
      done_for: side === 'giver' ? task.unit_id : ward,
    });
  if (plan.evidence) await addEvidence(services, items.slice(0, 2), now);
}

/** The same note shown by two units, so that a visitor sees how that is told. */
async function addEvidence({ db, newId }: Able, items: readonly ItemRow[], now: Date): Promise<void> {
  const tree = await treeOf(db);
  for (const one of items)
    await db.transaction().execute((tx) =>
      insertEvidence(
        tx,
        {
          id: newId(),
          item_id: one.id,
          file_key: tree.find(one.unit_id)?.partKey ?? 0,
          name: 'Biên bản buổi học (mẫu).txt',
          kind: 'txt',
          size: NOTE.length,
          digest: createHash('sha256').update(NOTE).digest('hex'),
          print: '',
          added_at: new Date(now.getTime() - 3 * DAY),
          added_by: newId(),
          removed_at: null,
          removed_by: null,
        },
        NOTE,
        'text',
      ),
    );
}

/** Everything invented, and what visitors did as invented staff. @param services with the owner's rights */
export async function removeDemo({ db }: Services): Promise<void> {
  const people = (await listSynthetic(db)).map(({ personId }) => personId);
  await db.transaction().execute((tx) => store.removeSynthetic(tx, people));
}
