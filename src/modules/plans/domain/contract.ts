import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { tidy } from '#platform/text/fold.ts';

const unit = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const unitParams = v.object({ unit });
const documentParams = v.object({ unit, document: v.pipe(v.string(), v.uuid()) });
const ref = v.object({ id: v.number(), name: v.string() });
const words = (most: number) =>
  v.pipe(v.string(), v.maxLength(most * 2), v.transform(tidy), v.maxLength(most));
const orNull = v.nullable(v.string());

export const DocumentCard = v.object({
  id: v.string(),
  name: v.string(),
  state: v.picklist(['in-review', 'accepted', 'set-aside']),
  createdAt: v.string(),
  targets: v.number(),
  tasks: v.number(),
});
export type DocumentCard = v.InferOutput<typeof DocumentCard>;

const ReviewedTargetView = v.object({
  item: v.string(),
  keep: v.boolean(),
  value: v.nullable(v.number()),
  year: v.nullable(v.number()),
  wording: v.string(),
  operator: orNull,
  measure: v.string(),
  group: orNull,
  indicator: orNull,
  flags: v.array(v.string()),
  doubts: v.array(v.string()),
  origin: v.string(),
  read: v.nullable(v.object({ value: v.nullable(v.number()), year: v.nullable(v.number()) })),
});
const taskWords = {
  number: v.string(),
  title: v.string(),
  lead: v.string(),
  coordinating: v.string(),
  deadline: v.string(),
};
const ReviewedTaskView = v.object({
  item: v.string(),
  keep: v.boolean(),
  ...taskWords,
  content: orNull,
  product: orNull,
  kind: orNull,
  due: orNull,
  rrule: orNull,
  shared: v.boolean(),
  doubts: v.array(v.string()),
  read: v.nullable(v.object(taskWords)),
});

export const LintView = v.object({
  code: v.string(),
  /** The item that it is about; null for the plan as a whole. */
  item: orNull,
  /** What the sentence about it needs: units, days, values. */
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});

export const DocumentView = v.object({
  unit: ref,
  ...DocumentCard.entries,
  kind: v.picklist(['pdf', 'docx', 'txt']),
  pages: v.nullable(v.number()),
  /** Whether the asker may correct and accept. */
  mayEdit: v.boolean(),
  header: v.object({
    issuer: orNull,
    number: orNull,
    date: orNull,
    title: orNull,
    period: v.nullable(v.object({ from: v.number(), to: v.number() })),
    bases: v.array(v.object({ number: v.string(), date: orNull })),
  }),
  scanned: v.boolean(),
  cutShort: v.boolean(),
  targetList: v.array(ReviewedTargetView),
  taskList: v.array(ReviewedTaskView),
  lints: v.array(LintView),
  source: v.array(v.object({ text: v.string(), items: v.array(v.string()) })),
});
export type DocumentView = v.InferOutput<typeof DocumentView>;

export const DocumentList = v.object({ unit: ref, mayEdit: v.boolean(), documents: v.array(DocumentCard) });
export type DocumentList = v.InferOutput<typeof DocumentList>;

export const listDocuments = endpoint({
  method: 'GET',
  path: '/api/plans/units/:unit/documents',
  summary: 'Plan documents of a unit, the newest first.',
  params: unitParams,
  output: DocumentList,
});

export const addDocument = endpoint({
  method: 'PUT',
  path: '/api/plans/units/:unit/documents/:document',
  summary:
    'Reads a plan: the bytes of a PDF, DOCX or text file as application/octet-stream. The same id with the same file is one document.',
  params: documentParams,
  query: v.object({ name: v.pipe(words(200), v.minLength(1)) }),
  output: v.object({ id: v.string() }),
});

export const getDocument = endpoint({
  method: 'GET',
  path: '/api/plans/units/:unit/documents/:document',
  summary: 'What was read in a plan, as people corrected it, beside its source.',
  params: documentParams,
  output: DocumentView,
});

export const getTables = endpoint({
  method: 'GET',
  path: '/api/plans/units/:unit/documents/:document/tables.docx',
  summary: 'Targets and tasks of a plan as they hold now, in tables, as a Word file that can be read again.',
  params: documentParams,
  output: v.unknown(),
});

const year = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2100)));
export const editItem = endpoint({
  method: 'POST',
  path: '/api/plans/units/:unit/documents/:document/edits',
  summary: 'Says something in place of what was read. What was read stays beside it.',
  params: documentParams,
  body: v.variant('kind', [
    v.strictObject({
      kind: v.literal('target'),
      item: v.pipe(v.string(), v.regex(/^target:\d{1,5}$/)),
      keep: v.boolean(),
      value: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
      year,
    }),
    v.strictObject({
      kind: v.literal('task'),
      item: v.pipe(v.string(), v.regex(/^task:\d{1,5}$/)),
      keep: v.boolean(),
      number: words(40),
      title: v.pipe(words(1500), v.minLength(1)),
      lead: words(1000),
      coordinating: words(2000),
      deadline: words(500),
    }),
  ]),
  output: v.object({ item: v.string() }),
});
export type ItemEdit = v.InferOutput<(typeof editItem)['body'] & {}>;

export const settleDocument = endpoint({
  method: 'POST',
  path: '/api/plans/units/:unit/documents/:document/settlement',
  summary: 'Accepts a plan: its kept targets and tasks hold for the unit. Or sets it aside.',
  params: documentParams,
  body: v.strictObject({ to: v.picklist(['accepted', 'set-aside']) }),
  output: v.object({ state: v.string() }),
});
