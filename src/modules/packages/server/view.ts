import { readProfile } from '#modules/identity/server.ts';
import { hasRole, requireRole, treeOf } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import type { DeskPackage, ImportView, PackageCard, PackageView, Place } from '../domain/contract.ts';
import { transcriptOf, type Cue } from '../domain/captions.ts';
import type { Kind, Part } from '../domain/course.ts';
import { refuse } from '../domain/refusals.ts';
import { listCaptions } from './captions.store.ts';
import { EDITORS, toImportView } from './import-package.ts';
import { listImports } from './imports.store.ts';
import { countFiles, findPackage, listOfUnit, listPublished, type PackageRow } from './packages.store.ts';
import { listPlaces } from './places.store.ts';
import type { PackagesTables } from './tables.ts';

type Asking = Context<PackagesTables>;
export const SIGNERS = ['content-editor', 'leader'] as const;
const MOST_IMPORTS = 10;

/** Whether this installation can open a kind of package. */
export const plays = ({ config }: Pick<Asking, 'config'>, kind: Kind): boolean =>
  config.playOrigin !== undefined && (kind !== 'h5p' || config.BDHVS_H5P_PLAYER !== undefined);

/** What units published, the newest first. */
export async function readPackages(context: Asking): Promise<{ packages: PackageCard[] }> {
  return { packages: await toCards(context, await listPublished(context.db)) };
}

/** @throws Refusal packages/package-not-found also for one that is not before learners */
export async function readPackage(context: Asking, id: string): Promise<PackageView> {
  const row = await findPackage(context.db, id);
  return row?.state === 'published' ? toView(context, row) : refuse('package-not-found');
}

export async function readUnitPackages(
  context: Asking,
  unitId: number,
): Promise<{
  unit: { id: number; name: string };
  mayImport: boolean;
  packages: PackageCard[];
  imports: ImportView[];
}> {
  const unit = await requireRole(context, SIGNERS, unitId);
  const imports = await listImports(context.db, unitId, MOST_IMPORTS);
  return {
    unit: { id: unit.id, name: unit.name },
    mayImport: await hasRole(context, EDITORS, unitId),
    packages: await toCards(context, await listOfUnit(context.db, unitId)),
    imports: imports
      .filter(({ state, package_id }) => state !== 'done' || package_id === null)
      .map(toImportView),
  };
}

/** @throws Refusal packages/package-not-found; organisations/not-found where the asker has no such role: both 404 */
export async function ownPackage(context: Asking, id: string, roles: readonly string[]): Promise<PackageRow> {
  const row = await findPackage(context.db, id);
  if (!row) return refuse('package-not-found');
  await requireRole(context, roles, row.unit_id);
  return row;
}

export async function readDeskPackage(context: Asking, id: string): Promise<DeskPackage> {
  const row = await ownPackage(context, id, SIGNERS);
  const { name } = await readProfile(context, { partKey: row.added_by_key, personId: row.added_by });
  return {
    ...(await toView(context, row)),
    fileName: row.file_name,
    files: await countFiles(context.db, id),
    addedAt: row.added_at.toISOString(),
    addedBy: name,
    publishedAt: row.published_at?.toISOString() ?? null,
    may: await mayDo(context, row),
    mayCaption:
      row.kind === 'recording' && row.state !== 'published' && (await hasRole(context, EDITORS, row.unit_id)),
  };
}

/** Whether she brought the package, or captions of it: then another person publishes it. */
export async function hasBrought(
  db: Parameters<typeof listCaptions>[0],
  row: PackageRow,
  person: string,
): Promise<boolean> {
  return (
    row.added_by === person || (await listCaptions(db, row.id)).some(({ added_by }) => added_by === person)
  );
}

async function mayDo(context: Asking, row: PackageRow): Promise<DeskPackage['may']> {
  const { actor } = context;
  const edits = await hasRole(context, EDITORS, row.unit_id);
  const brought = actor.kind === 'person' && (await hasBrought(context.db, row, actor.personId));
  return [
    ...(row.state !== 'published' && !brought ? (['publish'] as const) : []),
    ...(row.state === 'published' && edits ? (['retire'] as const) : []),
    ...(row.published_at === null && edits ? (['remove'] as const) : []),
  ];
}

async function toCards(context: Asking, rows: readonly PackageRow[]): Promise<PackageCard[]> {
  const tree = await treeOf(context.db);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    kind: row.kind,
    source: row.source,
    unit: { id: row.unit_id, name: tree.find(row.unit_id)?.name ?? '' },
    parts: (row.parts as Part[]).length,
    bytes: row.unpacked,
    state: row.state,
  }));
}

async function toView(context: Asking, row: PackageRow): Promise<PackageView> {
  const [card] = await toCards(context, [row]);
  const { actor, db } = context;
  const places = actor.kind === 'person' ? await listPlaces(db, actor, row.id) : [];
  return {
    ...card!,
    list: row.parts as Part[],
    transcripts: (await listCaptions(db, row.id)).map(({ language, cues }) => ({
      language,
      paragraphs: transcriptOf(cues as Cue[]),
    })),
    places: places.map((place): Place => ({
      part: place.part_id,
      completedAt: place.completed_at?.toISOString() ?? null,
      passed: place.passed,
      score: place.score,
    })),
    plays: plays(context, row.kind),
  };
}
