import { route, type Route } from '#platform/http/route.ts';
import * as contract from '../domain/contract.ts';
import { getAxes, getSector, placeOnAxis as placeOnAxisContract } from '../domain/axis-contract.ts';
import { addUnit } from './add-unit.ts';
import { addAlias, closeUnit, renameUnit } from './change-unit.ts';
import { placeOnAxis, readAxes } from './place-on-axis.ts';
import { findAddress, findUnits, readUnit } from './find-units.ts';
import { readSector } from './sector.ts';

export const routes: readonly Route[] = [
  route(contract.searchUnits, (context, { query }) => findUnits(context, query)),
  route(contract.resolveAddress, (context, { query }) => findAddress(context, query.q)),
  route(contract.getUnit, (context, { params }) => readUnit(context, params.unit)),
  route(contract.addUnit, (context, { body }) => addUnit(context, body), { perMinute: 120 }),
  route(contract.renameUnit, (context, { params, body }) => renameUnit(context, params.unit, body)),
  route(contract.closeUnit, (context, { params, body }) => closeUnit(context, params.unit, body)),
  route(getSector, (context, { params, query }) => readSector(context, params.unit, query.axis)),
  route(getAxes, (context, { params }) => readAxes(context, params.unit)),
  route(placeOnAxisContract, (context, { params, body }) => placeOnAxis(context, params.unit, body), {
    perMinute: 120,
  }),
  route(contract.addAlias, (context, { params, body }) => addAlias(context, params.unit, body)),
];
