/** Every module, each after those it needs; migrations and start-up follow this order. */
export const moduleNames = [
  'identity',
  'organisations',
  'framework',
  'learning',
  'practice',
  'authoring',
  'packages',
  'assessment',
  'credentials',
  'plans',
  'tasks',
  'budgets',
  'movement',
  'reporting',
  'requests',
  'interop',
] as const;
