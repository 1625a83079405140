import { entriesOf, type ContentKind, type Release } from '#platform/content/release.ts';
import { RequestPolicy } from '../domain/policy.ts';

export const policyKind: ContentKind<RequestPolicy> = {
  name: 'requests policy',
  files: 'policy/requests.yaml',
  schema: RequestPolicy,
};

/** @throws Error when the content holds no policy */
export function policyOf(release: Release): RequestPolicy {
  const policy = entriesOf(release, policyKind)[0]?.value;
  if (!policy) throw new Error('content/policy/requests.yaml is missing');
  return policy;
}
