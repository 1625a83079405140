import * as v from 'valibot';

/** Acts of one go at most: three times what the longest scene takes with every wrong turn. */
export const MOST_ACTS = 300;
/** Hints of one go at most: each looks for a way anew, and one is enough for the record. */
export const MOST_HINTS = 6;

/** One thing done in a task that is marked; `typed` is never anything that the guard refuses. */
export const TaskAct = v.variant('do', [
  v.strictObject({
    do: v.literal('tap'),
    at: v.pipe(v.string(), v.maxLength(80)),
    typed: v.exactOptional(v.pipe(v.string(), v.maxLength(60))),
  }),
  v.strictObject({ do: v.picklist(['back', 'repair', 'undo', 'hint']) }),
]);
export type TaskAct = v.InferOutput<typeof TaskAct>;
export const TaskActs = v.pipe(v.array(TaskAct), v.maxLength(MOST_ACTS));
