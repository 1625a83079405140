import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import { addUnit } from './add-unit.ts';
import { addAlias, closeUnit, renameUnit } from './change-unit.ts';
import { findAddress, findUnits, readUnit } from './find-units.ts';

export const routes: readonly Route[] = [
  route(contract.searchUnits, (context, { query }) => findUnits(context, query)),
  route(contract.resolveAddress, (context, { query }) => findAddress(context, query.q)),
  route(contract.getUnit, (context, { params }) => readUnit(context, params.unit)),
  route(contract.addUnit, (context, { body }) => addUnit(context, body), { perMinute: 120 }),
  route(contract.renameUnit, (context, { params, body }) => renameUnit(context, params.unit, body)),
  route(contract.closeUnit, (context, { params, body }) => closeUnit(context, params.unit, body)),
  route(contract.addAlias, (context, { params, body }) => addAlias(context, params.unit, body)),
];
