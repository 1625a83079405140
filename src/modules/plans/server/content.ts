import { entriesOf, type ContentKind, type Release } from '#platform/content/release.ts';
import { PlansPolicy } from '../domain/policy.ts';

export const plansPolicyKind: ContentKind<PlansPolicy> = {
  name: 'plans-policy',
  files: 'policy/plans.yaml',
  schema: PlansPolicy,
};

/** @throws Error when the content holds no such policy: law is data here, never a default in code */
export function plansPolicyOf(release: Release): PlansPolicy {
  const policy = entriesOf(release, plansPolicyKind)[0]?.value;
  if (!policy) throw new Error('content/policy/plans.yaml is missing');
  return policy;
}
