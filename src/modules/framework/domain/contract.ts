import * as v from 'valibot';
import { endpoint } from '#platform/http/endpoint.ts';
import { CFPackage } from './case.ts';
import { Framework } from './framework.ts';
import { TargetGroups } from './target-groups.ts';

export const FrameworkInForce = v.object({ framework: Framework, groups: TargetGroups });
export type FrameworkInForce = v.InferOutput<typeof FrameworkInForce>;

export const getFramework = endpoint({
  method: 'GET',
  path: '/api/framework',
  summary: 'The competence framework in force and the tiers that the target groups are asked for.',
  output: FrameworkInForce,
});

export const FrameworkVersion = v.object({
  id: v.string(),
  version: v.string(),
  digest: v.string(),
  title: v.string(),
  origin: v.picklist(['shipped', 'imported']),
  publishedAt: v.string(),
  current: v.boolean(),
});
export type FrameworkVersion = v.InferOutput<typeof FrameworkVersion>;

export const listFrameworks = endpoint({
  method: 'GET',
  path: '/api/framework/versions',
  summary: 'Every framework that this installation has held, newest first.',
  output: v.object({ versions: v.array(FrameworkVersion) }),
});

export const exportCase = endpoint({
  method: 'GET',
  path: '/api/framework/case/:framework',
  summary: 'A framework as a CASE 1.1 package (1EdTech), the newest version of that id.',
  params: v.strictObject({ framework: v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,60}$/)) }),
  output: CFPackage,
  refusals: ['framework/not-found'],
});

export const importCase = endpoint({
  method: 'POST',
  path: '/api/framework/case',
  summary: 'An administrator of the nation imports a CASE package; every fault of it is listed.',
  // Read whole by the action, after it has seen who asks.
  body: v.looseObject({}),
  output: FrameworkVersion,
  refusals: [
    'framework/sign-in-first',
    'framework/not-found',
    'framework/case-invalid',
    'framework/version-differs',
  ],
});
