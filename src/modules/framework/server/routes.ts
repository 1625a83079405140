import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import { importCase } from './import-case.ts';
import { readCase, readInForce, readVersions } from './read-framework.ts';

export const routes: readonly Route[] = [
  route(contract.getFramework, async (context) => readInForce(context)),
  route(contract.listFrameworks, (context) => readVersions(context)),
  route(contract.exportCase, (context, { params }) => readCase(context, params.framework)),
  route(contract.importCase, (context, { body }) => importCase(context, body), {
    maxBody: 2_000_000,
    perMinute: 20,
  }),
];
