import { learnerOf } from '#modules/identity/server.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import type { Report } from '../domain/contract.ts';
import type { Part } from '../domain/course.ts';
import { findPackage } from './packages.store.ts';
import { deletePerson, foldPlace, insertReport, listPlaces, moveReports } from './places.store.ts';
import type { PackagesTables } from './tables.ts';

type Asking = Context<PackagesTables>;
/** A phone's clock may be off; what it dates later than this much ahead of ours is dated now. */
const AHEAD_MS = 5 * 60_000;

/**
 * Keeps what parts told of a learner. A report of a package or part that learners do not have is dropped, and named.
 * It is activity: nothing is confirmed by it.
 */
export async function keepReports(
  context: Asking,
  { events }: { readonly events: readonly Report[] },
): Promise<{ kept: string[]; dropped: string[] }> {
  const known: Report[] = [];
  for (const report of events) if (await isKnown(context, report)) known.push(report);
  const kept = known.map(({ id }) => id);
  const dropped = events.filter(({ id }) => !kept.includes(id)).map(({ id }) => id);
  if (known.length === 0) return { kept, dropped };
  const person = await learnerOf(context);
  await context.db.transaction().execute(async (tx) => {
    for (const report of known) await keep(context, tx, person, report);
  });
  return { kept, dropped };
}

async function isKnown({ db }: Asking, report: Report): Promise<boolean> {
  const row = await findPackage(db, report.package);
  // One that was taken back while somebody was at it still counts for her.
  return (
    row !== undefined &&
    row.published_at !== null &&
    (row.parts as Part[]).some(({ id }) => id === report.part)
  );
}

async function keep(
  context: Asking,
  tx: Tx<PackagesTables>,
  person: Identity,
  report: Report,
): Promise<void> {
  const now = context.now();
  const told = new Date(report.at);
  const at = told.getTime() > now.getTime() + AHEAD_MS ? now : told;
  const { partKey: part_key, personId: person_id } = person;
  const { package: package_id, part: part_id, completed, passed, score } = report;
  const which = { part_key, person_id, package_id, part_id };
  const isNew = await insertReport(tx, {
    ...which,
    id: report.id,
    at,
    received_at: now,
    completed,
    passed,
    score,
    seconds: report.seconds,
  });
  if (!isNew) return;
  await foldPlace(tx, {
    ...which,
    completed_at: completed ? at : null,
    passed,
    score,
    kept: report.kept,
    told_at: at,
  });
}

/** Moves what a device's learner did to the account she signed in to; safe to repeat. */
export async function adoptPackages(tx: Tx<PackagesTables>, from: Identity, to: Identity): Promise<void> {
  const places = await listPlaces(tx, from);
  await moveReports(tx, from, to);
  for (const place of places) await foldPlace(tx, { ...place, part_key: to.partKey, person_id: to.personId });
  await deletePerson(tx, from);
}
