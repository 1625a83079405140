import type { Context } from '#platform/http/context.ts';
import { route, type Route } from '#platform/http/route.ts';
import { Refusal } from '#platform/refusal/refusal.ts';
import {
  actOnPackage as actOnPackageEndpoint,
  changeCaptions as changeCaptionsEndpoint,
  getImport,
  getPackage,
  getUnitPackage,
  importPackage as importPackageEndpoint,
  listPackages,
  listUnitPackages,
  removeCaptions as removeCaptionsEndpoint,
  sendReports,
  startViewing as startViewingEndpoint,
  type ImportView,
} from '../domain/contract.ts';
import { reasonOf, refuse } from '../domain/refusals.ts';
import { actOnPackage } from './act-on-package.ts';
import { changeCaptions, removeCaptions } from './change-captions.ts';
import { importPackage, toImportView } from './import-package.ts';
import { findImport } from './imports.store.ts';
import { keepReports } from './keep-reports.ts';
import { startViewing } from './start-viewing.ts';
import type { PackagesTables } from './tables.ts';
import { readDeskPackage, readPackage, readPackages, readUnitPackages, SIGNERS } from './view.ts';
import { requireRole } from '#modules/organisations/server.ts';

/** Reports of a batch, each with what its part keeps. */
const REPORTS = 6 * 1024 * 1024;

export const routes: readonly Route[] = [
  route(listPackages, (context) => readPackages(context)),
  route(listUnitPackages, (context, { params }) => readUnitPackages(context, params.unit)),
  route(getImport, (context, { params }) => readImport(context, params.import)),
  route(importPackageEndpoint, (context, { params, query }) => bring(context, params, query.returnTo), {
    perMinute: 20,
  }),
  route(sendReports, (context, { body }) => keepReports(context, body), { maxBody: REPORTS }),
  route(getUnitPackage, (context, { params }) => readDeskPackage(context, params.package)),
  route(actOnPackageEndpoint, (context, { params, body }) => actOnPackage(context, params.package, body)),
  route(changeCaptionsEndpoint, (context, { params, body }) => changeCaptions(context, params, body.text), {
    maxBody: 1_100_000,
    perMinute: 30,
  }),
  route(removeCaptionsEndpoint, (context, { params }) => removeCaptions(context, params)),
  route(startViewingEndpoint, (context, { params }) => startViewing(context, params.package)),
  route(getPackage, (context, { params }) => readPackage(context, params.package)),
];

/** A form without a script is sent on to its page, which tells how it ended. */
async function bring(
  context: Context<PackagesTables>,
  { unit, import: id }: { readonly unit: number; readonly import: string },
  returnTo: string | undefined,
): Promise<ImportView | Response> {
  if (returnTo === undefined) return importPackage(context, unit, id);
  const onward = () =>
    new Response(null, {
      status: 303,
      headers: { location: `${returnTo}?${new URLSearchParams({ nhap: id })}` },
    });
  try {
    await importPackage(context, unit, id);
  } catch (error) {
    if (!(error instanceof Refusal) || !reasonOf(error)) throw error;
  }
  return onward();
}

/** @throws Refusal packages/import-not-found also for one of a unit where the asker has no such role */
async function readImport(context: Context<PackagesTables>, id: string): Promise<ImportView> {
  const row = (await findImport(context.db, id)) ?? refuse('import-not-found');
  await requireRole(context, SIGNERS, row.unit_id);
  return toImportView(row);
}
