import { entriesOf, type ContentKind, type Release } from '#platform/content/release.ts';
import { CommendationPolicy } from '../domain/commendation.ts';

export const policyKind: ContentKind<CommendationPolicy> = {
  name: 'commendations policy',
  files: 'policy/commendations.yaml',
  schema: CommendationPolicy,
};

/** @throws Error when the content holds no policy */
export function policyOf(release: Release): CommendationPolicy {
  const policy = entriesOf(release, policyKind)[0]?.value;
  if (!policy) throw new Error('content/policy/commendations.yaml is missing');
  return policy;
}
