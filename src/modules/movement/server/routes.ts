import { route, type Route } from '#platform/http/route.ts';
import { getReportCalendar } from '../domain/calendar-contract.ts';
import { getCascade, getCascadeFile } from '../domain/cascade-contract.ts';
import * as contract from '../domain/contract.ts';
import { getSimilar, getSimilarFile } from '../domain/similar-contract.ts';
import { getTrend, getTrendFile } from '../domain/trend-contract.ts';
import { getReceived } from '../domain/federation/contract.ts';
import { childrenFile } from './children-file.ts';
import { readReceived } from './federation/read-received.ts';
import { draftPopulations, readDraft, settlePopulations } from './import-populations.ts';
import { readCalendar } from './read-calendar.ts';
import { readLineage } from './read-lineage.ts';
import { cascadeFile, readCascade } from './read-cascade.ts';
import { readDesk, readOverview } from './read-overview.ts';
import { readPublic } from './read-public.ts';
import { readPopulations } from './read-populations.ts';
import { readSimilar, similarFile } from './read-similar.ts';
import { readTrend, trendFile } from './read-trend.ts';

export const routes: readonly Route[] = [
  route(contract.getDesk, (context) => readDesk(context)),
  route(contract.getOverview, (context, { params }) => readOverview(context, params.unit)),
  route(contract.getChildrenFile, (context, { params }) => childrenFile(context, params.unit)),
  route(getCascade, (context, { params, query }) => readCascade(context, params.unit, query)),
  route(getCascadeFile, (context, { params, query }) => cascadeFile(context, params.unit, query)),
  route(getTrend, (context, { params, query }) => readTrend(context, params.unit, query)),
  route(getTrendFile, (context, { params, query }) => trendFile(context, params.unit, query)),
  route(getSimilar, (context, { params, query }) => readSimilar(context, params.unit, query)),
  route(getSimilarFile, (context, { params, query }) => similarFile(context, params.unit, query)),
  route(contract.getLineage, (context, { params }) => readLineage(context, params.unit, params.indicator)),
  route(getReceived, (context, { params }) => readReceived(context, params.unit)),
  route(contract.getPublicFigures, (context, { params }) => readPublic(context, params.unit)),
  route(getReportCalendar, (context, { params, query }) => readCalendar(context, params.year, query)),
  route(contract.getPopulations, (context, { params }) => readPopulations(context, params.unit)),
  route(
    contract.draftPopulations,
    (context, { params, query }) => draftPopulations(context, params.unit, params.batch, query),
    { perMinute: 30 },
  ),
  route(contract.getPopulationDraft, (context, { params }) => readDraft(context, params.unit, params.batch)),
  route(contract.settlePopulations, (context, { params, body }) =>
    settlePopulations(context, params.unit, params.batch, body.to),
  ),
];
