import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { deadlineKinds } from './deadline.ts';
import { groups } from './groups.ts';
import { acts, itemRoles, itemStates } from './item.ts';
import { cell, CubeView, day, lines, orNull, ref, someWords, unitParams, uuid, words } from './parts.ts';

const taskParams = v.strictObject({ ...unitParams.entries, task: uuid });
const itemParams = v.strictObject({ ...unitParams.entries, item: uuid });
const refused = ['organisations/sign-in-first', 'organisations/not-found'] as const;
export const sides = ['received', 'given'] as const;
export type Side = (typeof sides)[number];
export const sources = ['plan', 'incoming', 'passed-on', 'hand'] as const;

/** One line of a list: of what was given to the unit its own part, of what it gave the whole task. */
export const TaskLine = v.object({
  task: v.string(),
  number: v.string(),
  title: v.string(),
  giver: ref,
  /** Names of leads, at most two, and how many there are. */
  leads: v.array(v.string()),
  leadCount: v.number(),
  /** The plan's words, while no unit was chosen. */
  leadWords: v.string(),
  role: v.picklist(itemRoles),
  kind: v.picklist(deadlineKinds),
  dueOn: orNull,
  /** When what comes again comes next. */
  nextOn: orNull,
  deadlineWords: v.string(),
  /** `to-assign`: nobody has it yet. Of a task of several units the state that asks for most. */
  state: v.picklist(['to-assign', ...itemStates]),
  cell: v.nullable(cell),
  done: v.number(),
});
export type TaskLine = v.InferOutput<typeof TaskLine>;

export const TaskList = v.object({
  unit: ref,
  today: v.string(),
  /** Whether the asker may give tasks and work on them here. */
  mayWork: v.boolean(),
  side: v.picklist(sides),
  /** What was given to this unit, and what it gave: each lead unit's part counts as one. */
  received: CubeView,
  given: CubeView,
  toAssign: v.number(),
  lines: v.array(TaskLine),
  /** More than could be listed. */
  cutShort: v.boolean(),
});
export type TaskList = v.InferOutput<typeof TaskList>;

export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/tasks',
  summary:
    'Tasks that were given to a unit, or that it gave, the soonest first, with the counts of each cell.',
  params: unitParams,
  query: v.strictObject({
    side: v.optional(v.picklist(sides)),
    q: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  output: TaskList,
  refusals: refused,
});

export const AddTask = v.strictObject({
  /** Made by the caller: the same task sent again is one. */
  id: uuid,
  number: words(40),
  title: someWords(1500),
  content: lines(8000),
  product: words(1500),
  leadWords: words(1000),
  coordinatingWords: words(2000),
  kind: v.picklist(['dated', 'continuous', 'undated']),
  /** Of a dated task only. */
  dueOn: v.nullable(day),
});
export type AddTask = v.InferOutput<typeof AddTask>;

export const addTask = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/tasks',
  summary: 'Writes a task by hand. Who does it is chosen afterwards.',
  params: unitParams,
  body: AddTask,
  output: v.object({ id: v.string() }),
  refusals: [...refused, 'tasks/due-needed', 'tasks/id-taken'],
});

const ProposalView = v.object({
  words: v.string(),
  requested: v.boolean(),
  how: v.picklist(['chosen-before', 'name', 'kind', 'group', 'none']),
  units: v.array(v.object({ ...ref.entries, place: v.string() })),
  groups: v.array(v.object({ group: v.picklist(groups), count: v.number() })),
  sure: v.boolean(),
});
export type ProposalView = v.InferOutput<typeof ProposalView>;

export const Proposals = v.object({
  lead: v.array(ProposalView),
  coordinating: v.array(ProposalView),
  found: v.array(v.object({ ...ref.entries, place: v.string() })),
  /** Groups that have units below. */
  groups: v.array(v.object({ group: v.picklist(groups), count: v.number() })),
});
export type Proposals = v.InferOutput<typeof Proposals>;

const EntryView = v.object({
  id: v.string(),
  act: v.string(),
  words: v.string(),
  at: v.string(),
  /** The unit for which it was done. */
  unit: ref,
});
export type EntryView = v.InferOutput<typeof EntryView>;

export const EvidenceView = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.string(),
  size: v.number(),
  /** SHA-256, hex. */
  digest: v.string(),
  addedAt: v.string(),
  /** Where the same file, or one very like it, was also given as evidence. */
  also: v.array(
    v.object({ like: v.picklist(['same', 'near']), unit: v.string(), day: v.string(), ownTask: v.boolean() }),
  ),
});
export type EvidenceView = v.InferOutput<typeof EvidenceView>;

export const ItemView = v.object({
  id: v.string(),
  unit: ref,
  role: v.picklist(itemRoles),
  state: v.picklist(itemStates),
  cell: v.nullable(cell),
  dueOn: orNull,
  reportedOn: orNull,
  acts: v.array(v.picklist(acts)),
  mayAddEvidence: v.boolean(),
  entries: v.array(EntryView),
  evidence: v.array(EvidenceView),
});
export type ItemView = v.InferOutput<typeof ItemView>;

export const TaskView = v.object({
  unit: ref,
  id: v.string(),
  giver: ref,
  /** The asker acts for the unit that gave it. */
  isGiver: v.boolean(),
  source: v.picklist(sources),
  /** The plan's or document's name and, where the asker may open it, its id. */
  sourceName: orNull,
  sourceId: orNull,
  number: v.string(),
  title: v.string(),
  content: v.string(),
  product: v.string(),
  leadWords: v.string(),
  coordinatingWords: v.string(),
  deadlineWords: v.string(),
  kind: v.picklist(deadlineKinds),
  dueOn: orNull,
  rrule: orNull,
  nextOn: orNull,
  today: v.string(),
  cube: CubeView,
  /** The giver sees every unit; a unit that works on it sees its own part, and the names of the others. */
  items: v.array(ItemView),
  itemCount: v.number(),
  others: v.array(v.object({ name: v.string(), role: v.picklist(itemRoles) })),
  otherCount: v.number(),
  mayAssign: v.boolean(),
  mayPassOn: v.boolean(),
  /** The task made from this one for the units below; null while there is none. */
  passedOn: orNull,
});
export type TaskView = v.InferOutput<typeof TaskView>;

export const getTask = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/tasks/:task',
  summary: 'One task as a unit sees it that gave it or works on it.',
  params: taskParams,
  query: v.strictObject({ item: v.optional(uuid) }),
  output: TaskView,
  refusals: [...refused, 'tasks/task-not-found'],
});

export const getProposals = endpoint({
  method: 'GET',
  path: '/api/tasks/units/:unit/tasks/:task/proposals',
  summary: 'Whom the words of a task may mean, and units found by a name that was typed.',
  params: taskParams,
  query: v.strictObject({ q: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
  output: Proposals,
  refusals: [...refused, 'tasks/task-not-found'],
});

const Chosen = v.strictObject({
  units: v.pipe(
    v.array(v.strictObject({ unitId: v.pipe(v.number(), v.integer()), words: words(1000) })),
    v.maxLength(500),
  ),
  groups: v.pipe(v.array(v.picklist(groups)), v.maxLength(groups.length)),
});
export const Assign = v.strictObject({ lead: Chosen, coordinating: Chosen });
export type Assign = v.InferOutput<typeof Assign>;

export const assignTask = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/tasks/:task/assignments',
  summary:
    'Gives a task to units; a group becomes a part for each of its units. Doing it again adds nobody twice.',
  params: taskParams,
  body: Assign,
  output: v.object({ lead: v.number(), coordinating: v.number() }),
  refusals: [
    ...refused,
    'tasks/task-not-found',
    'tasks/nobody-chosen',
    'tasks/outside-unit',
    'tasks/group-empty',
    'tasks/group-too-large',
  ],
});

export const TakeStep = v.strictObject({ id: uuid, act: v.picklist(acts), words: lines(4000) });
export type TakeStep = v.InferOutput<typeof TakeStep>;

export const takeStep = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/items/:item/steps',
  summary:
    'A unit answers, notes progress or reports; whoever gave it confirms or sends it back. The same id is one step.',
  params: itemParams,
  body: TakeStep,
  output: v.object({ state: v.picklist(itemStates) }),
  refusals: [...refused, 'tasks/item-not-found', 'tasks/not-now', 'tasks/words-needed', 'tasks/id-taken'],
});

export const moveDeadline = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/tasks/:task/deadline',
  summary:
    'Gives a task another day, with the reason; parts that are not done follow. The same day again changes nothing.',
  params: taskParams,
  body: v.strictObject({ dueOn: day, words: v.pipe(lines(4000), v.minLength(1, 'must not be empty')) }),
  output: v.object({ dueOn: v.string() }),
  refusals: [...refused, 'tasks/task-not-found', 'tasks/not-now'],
});

export const passOn = endpoint({
  method: 'POST',
  path: '/api/tasks/units/:unit/items/:item/task',
  summary: 'Makes a task for the units below out of what was given to this unit; there is one such task.',
  params: itemParams,
  body: v.strictObject({}),
  output: v.object({ id: v.string() }),
  refusals: [...refused, 'tasks/item-not-found'],
});
