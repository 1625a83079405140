import type { Context } from '#platform/http/context.ts';
import type { FrameworkVersion } from '../domain/contract.ts';
import { currentFramework } from '../domain/framework.ts';
import { fromCase } from '../domain/from-case.ts';
import { refuse } from '../domain/refusals.ts';
import { digestOf, summarise } from './read-framework.ts';
import { insertVersion, listVersions } from './versions.store.ts';

/** A framework binds the whole country, so only those may import who administer all of it: unit 1. */
const NATION = 1;

/**
 * Keeps a CASE package as a version. Importing the same again answers with what is there.
 *
 * @throws Refusal framework/sign-in-first, /not-found (no right), /case-invalid with all faults, /version-differs when
 *   this version of the framework is known with another text
 */
export async function importCase(context: Context, input: unknown): Promise<FrameworkVersion> {
  const { actor, db, now, content } = context;
  if (actor.kind !== 'person' || actor.anonymous) return refuse('sign-in-first');
  const allowed = actor.grants.some((grant) => grant.role === 'administrator' && grant.unitId === NATION);
  if (!allowed) return refuse('not-found');
  const identifier = (input as { CFDocument?: { identifier?: unknown } }).CFDocument?.identifier;
  const read = fromCase(input, `case-${String(identifier).toLowerCase()}`);
  if ('faults' in read)
    return refuse('case-invalid', { faults: read.faults.map((what) => ({ at: '', what })) });
  const { framework } = read;
  const digest = digestOf(framework);
  const known = (await listVersions(db)).filter(
    (one) => one.id === framework.id && one.version === framework.version,
  );
  if (known.some((one) => one.digest !== digest)) refuse('version-differs');
  const version = {
    id: framework.id,
    digest,
    version: framework.version,
    origin: 'imported' as const,
    publishedAt: now(),
    body: framework,
  };
  await insertVersion(db, { ...version, publishedBy: actor.personId });
  return summarise(known[0] ?? version, digestOf(currentFramework(content())));
}
