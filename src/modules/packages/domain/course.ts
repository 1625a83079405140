import * as v from 'valibot';

export const kinds = ['scorm12', 'scorm2004', 'h5p', 'recording'] as const;
export type Kind = (typeof kinds)[number];

/** One part of a course that opens by itself. */
export const Part = v.object({
  /** As the package names it; `*` for a course of one part without a name. */
  id: v.string(),
  title: v.string(),
  /** Path in the package, with the query that its manifest adds. */
  href: v.string(),
  /** Whether it tells what a learner did; one that cannot counts as done when it was opened. */
  tells: v.boolean(),
  /** Points of 100 from which SCORM 1.2 counts it as passed; null: the part says so itself. */
  mastery: v.nullable(v.number()),
  /** What the manifest hands to the part at its start. */
  launch: v.string(),
});
export type Part = v.InferOutput<typeof Part>;

/** What a package is, once it was read: what opens it and in which order. */
export const Course = v.object({
  kind: v.picklist(kinds),
  /** As the package calls itself; empty where it says nothing. */
  title: v.string(),
  parts: v.pipe(v.array(Part), v.minLength(1)),
});
export type Course = v.InferOutput<typeof Course>;

/** Of a course of one part. */
export const WHOLE = '*';
