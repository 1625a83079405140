import { createHash } from 'node:crypto';
import type { Context, Services } from '#platform/http/context.ts';
import { entriesOf } from '#platform/content/release.ts';
import { toCase, type CFPackage } from '../domain/case.ts';
import type { FrameworkInForce, FrameworkVersion } from '../domain/contract.ts';
import { currentFramework, frameworkKind, type Framework } from '../domain/framework.ts';
import { refuse } from '../domain/refusals.ts';
import { targetGroups } from '../domain/target-groups.ts';
import { identifierOf } from './uuid5.ts';
import { insertVersion, listVersions, type Version } from './versions.store.ts';

type Asking = Pick<Context, 'db' | 'content' | 'config'>;

export function readInForce({ content }: Asking): FrameworkInForce {
  return { framework: currentFramework(content()), groups: targetGroups(content()) };
}

/** SHA-256 of what the framework says; whether it is in force is no part of it. */
export function digestOf(framework: Framework): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...framework, current: false }))
    .digest('hex');
}

/** At start-up: what is shipped is kept for ever, so that a result can name it when the files have moved on. */
export async function recordShipped({
  db,
  content,
  now,
}: Pick<Services, 'db' | 'content' | 'now'>): Promise<void> {
  for (const { value } of entriesOf(content(), frameworkKind)) {
    const version = {
      id: value.id,
      digest: digestOf(value),
      version: value.version,
      origin: 'shipped' as const,
    };
    await insertVersion(db, {
      ...version,
      publishedAt: now(),
      publishedBy: null,
      body: { ...value, current: false },
    });
  }
}

export async function readVersions({ db, content }: Asking): Promise<{ versions: FrameworkVersion[] }> {
  const current = digestOf(currentFramework(content()));
  return { versions: (await listVersions(db)).map((version) => summarise(version, current)) };
}

export function summarise(version: Version, current: string): FrameworkVersion {
  return {
    id: version.id,
    version: version.version,
    digest: version.digest,
    title: (version.body as Framework).title.vi,
    origin: version.origin,
    publishedAt: version.publishedAt.toISOString(),
    current: version.digest === current,
  };
}

/** @throws Refusal framework/not-found */
export async function readCase({ db, content, config }: Asking, id: string): Promise<CFPackage> {
  const current = currentFramework(content());
  const framework =
    current.id === id
      ? current
      : ((await listVersions(db)).find((one) => one.id === id)?.body as Framework | undefined);
  if (!framework) return refuse('not-found');
  const page = `${config.publicUrl}/khung-nang-luc`;
  return toCase(framework, identifierOf, page, `${config.publicUrl}/api/framework/case/${id}`);
}
