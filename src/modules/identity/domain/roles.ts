/** What a member of staff may be at a unit. Rights reach the unit's descendants. */
export const roles = [
  'learner',
  'mentor',
  'teacher',
  'content-editor',
  'assessment-officer',
  'clerk',
  'leader',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** The unit above all others. */
export const TOP_UNIT = 1;
