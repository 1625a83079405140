import { createHash } from 'node:crypto';
import { audit } from '#modules/identity/server.ts';
import { hasRole, requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import { readBytes } from '#platform/http/body.ts';
import type { Context } from '#platform/http/context.ts';
import { announce } from '#platform/outbox/outbox.ts';
import type { DocumentList, DocumentView, ItemEdit } from '../domain/contract.ts';
import { lintPlan, type Lint, type ParentTarget } from '../domain/lint.ts';
import { readPlan } from '../domain/reader/read-plan.ts';
import { refuse } from '../domain/refusals.ts';
import { review, stretches } from '../domain/review.ts';
import { plansPolicyOf } from './content.ts';
import * as store from './documents.store.ts';
import { extract } from './extract/extract.ts';
import { ExtractError, LIMITS } from './extract/extracted.ts';
import type { PlansTables } from './tables.ts';

type Asking = Context<PlansTables>;
const READERS = ['clerk', 'leader', 'administrator'] as const;
const EDITORS = ['clerk', 'administrator'] as const;
const MOST_DOCUMENTS = 100;

const personOf = ({ actor }: Asking, or: string) => (actor.kind === 'person' ? actor.personId : or);

/** @throws Refusal organisations/not-found */
export async function listDocuments(context: Asking, unitId: number): Promise<DocumentList> {
  const unit = await requireRole(context, READERS, unitId);
  const [lines, mayEdit] = await Promise.all([
    store.listDocumentsOf(context.db, unitId, MOST_DOCUMENTS),
    hasRole(context, EDITORS, unitId),
  ]);
  return {
    unit: { id: unit.id, name: unit.name },
    mayEdit,
    documents: lines.map(({ created_at, ...line }) => ({ ...line, createdAt: created_at.toISOString() })),
  };
}

/**
 * Reads an uploaded plan and keeps its text with what was found.
 *
 * @throws Refusal plans/… for a file that cannot be read, with the reason
 */
export async function addDocument(
  context: Asking,
  unitId: number,
  id: string,
  name: string,
): Promise<{ id: string }> {
  await requireRole(context, EDITORS, unitId);
  const bytes = await readBytes(context.request, 'application/octet-stream', LIMITS.bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const had = await store.findDocument(context.db, id);
  if (had) return had.unit_id === unitId && had.digest === digest ? { id } : refuse('settled');
  const read = await extract(bytes).catch((error: unknown) => {
    if (error instanceof ExtractError) return refuse(error.fault);
    throw error;
  });
  // What PostgreSQL keeps in no text.
  const body = read.text.replaceAll('\u0000', ' ').toWellFormed();
  const policy = plansPolicyOf(context.content());
  await store.insertDocument(context.db, {
    id,
    unit_id: unitId,
    name,
    kind: read.kind,
    pages: read.pages,
    digest,
    body,
    reading: readPlan(body, { fourthFriday: policy.fourth_friday }),
    state: 'in-review',
    created_at: context.now(),
    created_by: personOf(context, id),
    settled_at: null,
    settled_by: null,
  });
  return { id };
}

async function ownDocument(context: Asking, unitId: number, id: string): Promise<store.PlanDocument> {
  const document = await store.findDocument(context.db, id);
  return document?.unit_id === unitId ? document : refuse('document-not-found');
}

/** Targets in force at the units above. */
async function parentsOf(context: Asking, unitId: number): Promise<ParentTarget[]> {
  const tree = await treeOf(context.db);
  const above = new Set(tree.ancestors(unitId).map(({ id }) => id));
  const accepted = await store.listAcceptedTargets(context.db);
  return accepted.flatMap(({ unit_id, indicator, group_code, year, operator, value, measure, name }) =>
    above.has(unit_id) &&
    indicator &&
    group_code &&
    year &&
    operator &&
    value !== null &&
    measure === 'percent'
      ? [{ indicator, group: group_code, year, operator, value, plan: name }]
      : [],
  );
}

function viewLint(lint: Lint): DocumentView['lints'][number] {
  const item = 'target' in lint ? `target:${lint.target}` : 'task' in lint ? `task:${lint.task}` : null;
  const values: Record<string, string | number> = {};
  if (lint.code === 'lead-is-group') values['units'] = lint.units.join('; ');
  if (lint.code === 'weaker-than-parent')
    Object.assign(values, { own: lint.own, parent: lint.parent.value, plan: lint.parent.plan });
  const first = lint.code === 'breaks-regime' ? lint.periods[0] : undefined;
  if (first) Object.assign(values, { until: first.until, allowed: first.allowed, possible: first.possible });
  return { code: lint.code, item, values };
}

/** What was left out, or corrected where it was asked about, is not asked about again. */
function stillHolds(
  { item, code }: DocumentView['lints'][number],
  { targets, tasks }: ReturnType<typeof review>,
): boolean {
  const target = targets.find((one) => one.item === item);
  if (target)
    return target.keep && (!target.read || target.read.value === target.value || code === 'two-in-one');
  const task = tasks.find((one) => one.item === item);
  return !task || (task.keep && (!task.read || task.read.lead === task.lead));
}

/**
 * A document with what people corrected in it, for those who may read it.
 *
 * @throws Refusal plans/document-not-found also for a document of another unit
 */
export async function ownReading(
  context: Asking,
  unitId: number,
  id: string,
): Promise<{ document: store.PlanDocument; edits: Awaited<ReturnType<typeof store.listEdits>> }> {
  await requireRole(context, READERS, unitId);
  const document = await ownDocument(context, unitId, id);
  return { document, edits: await store.listEdits(context.db, id) };
}

/** @throws Refusal plans/document-not-found also for a document of another unit */
export async function readDocument(context: Asking, unitId: number, id: string): Promise<DocumentView> {
  const unit = await requireRole(context, READERS, unitId);
  const document = await ownDocument(context, unitId, id);
  const { reading, body } = document;
  const [edits, mayEdit, parents] = await Promise.all([
    store.listEdits(context.db, id),
    hasRole(context, EDITORS, unitId),
    parentsOf(context, unitId),
  ]);
  const reviewed = review(reading, edits);
  const { header } = reading;
  return {
    unit: { id: unit.id, name: unit.name },
    id,
    name: document.name,
    state: document.state,
    createdAt: document.created_at.toISOString(),
    targets: reviewed.targets.length,
    tasks: reviewed.tasks.length,
    kind: document.kind,
    pages: document.pages,
    mayEdit: mayEdit && document.state === 'in-review',
    header: {
      issuer: header.issuer?.text ?? null,
      number: header.number?.text ?? null,
      date: header.date?.iso ?? null,
      title: header.title?.text ?? null,
      period: header.period && { from: header.period.from, to: header.period.to },
      bases: header.bases.map(({ number, date }) => ({ number, date })),
    },
    scanned: reading.scanned,
    cutShort: reading.cutShort,
    targetList: reviewed.targets.map(({ spans: _, flags, doubts, ...target }) => ({
      ...target,
      flags: [...flags],
      doubts: [...doubts],
    })),
    taskList: reviewed.tasks.map(({ spans: _, doubts, ...task }) => ({ ...task, doubts: [...doubts] })),
    lints: lintPlan(reading, plansPolicyOf(context.content()), parents)
      .map(viewLint)
      .filter((lint) => stillHolds(lint, reviewed)),
    source: stretches(body, [...reviewed.targets, ...reviewed.tasks]).map(({ text, items }) => ({
      text,
      items: [...items],
    })),
  };
}

/** @throws Refusal plans/item-not-found, plans/settled */
export async function editItem(
  context: Asking,
  unitId: number,
  id: string,
  edit: ItemEdit,
): Promise<{ item: string }> {
  await requireRole(context, EDITORS, unitId);
  await context.db.transaction().execute(async (tx: Tx<PlansTables>) => {
    const document = await store.lockDocument(tx, id);
    if (document?.unit_id !== unitId) return refuse('document-not-found');
    if (document.state !== 'in-review') refuse('settled');
    const { kind, item, ...value } = edit;
    const all = kind === 'task' ? document.reading.tasks : document.reading.targets;
    if (Number(item.split(':')[1]) >= all.length) refuse('item-not-found');
    return store.insertEdit(tx, {
      document_id: id,
      item,
      value,
      edited_at: context.now(),
      edited_by: personOf(context, id),
    });
  });
  return { item: edit.item };
}

/**
 * Accepts a plan, whose kept targets and tasks hold from then on, or sets it aside. Doing the same again changes nothing.
 *
 * @throws Refusal plans/settled when it was settled the other way, plans/nothing-kept
 */
export async function settleDocument(
  context: Asking,
  unitId: number,
  id: string,
  to: 'accepted' | 'set-aside',
): Promise<{ state: string }> {
  await requireRole(context, EDITORS, unitId);
  await context.db.transaction().execute(async (tx: Tx<PlansTables>) => {
    const document = await store.lockDocument(tx, id);
    if (document?.unit_id !== unitId) return refuse('document-not-found');
    if (document.state === to) return;
    if (document.state !== 'in-review') refuse('settled');
    await store.settle(tx, { id, state: to, at: context.now(), by: personOf(context, id) });
    if (to === 'accepted') {
      await putInForce(tx, document);
      const partKey = (await treeOf(context.db)).find(unitId)?.partKey ?? 0;
      const payload = { documentId: id, unitId };
      await announce(tx, {
        partKey,
        id: context.newId(),
        name: 'plans.accepted',
        payload,
        at: context.now(),
      });
    }
    await audit(tx, context, { action: `plans.${to}`, unitId, detail: { document: id } });
  });
  return { state: to };
}

async function putInForce(tx: Tx<PlansTables>, document: store.PlanDocument): Promise<void> {
  const { targets, tasks } = review(document.reading, await store.listEdits(tx, document.id));
  const kept = <T extends { keep: boolean }>(all: readonly T[]) =>
    all.map((one, position) => ({ one, position })).filter(({ one }) => one.keep);
  const own = { document_id: document.id, unit_id: document.unit_id };
  const [keptTargets, keptTasks] = [kept(targets), kept(tasks)];
  if (keptTargets.length + keptTasks.length === 0) refuse('nothing-kept');
  await store.insertAccepted(
    tx,
    keptTargets.map(({ one, position }) => ({
      ...own,
      position,
      indicator: one.indicator,
      group_code: one.group,
      year: one.year,
      operator: one.operator,
      value: one.value,
      measure: one.measure,
      wording: one.wording,
      spans: one.spans,
      flags: one.flags,
    })),
    keptTasks.map(({ one, position }) => ({
      ...own,
      position,
      number: one.number,
      title: one.title,
      content: one.content,
      lead: one.lead || null,
      coordinating: one.coordinating || null,
      deadline: one.deadline || null,
      due_on: one.due,
      rrule: one.rrule,
      product: one.product,
      spans: one.spans,
    })),
  );
}
