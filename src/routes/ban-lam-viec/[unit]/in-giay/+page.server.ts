import { listPrintable } from '#modules/credentials/index.ts';
import { call } from '#platform/client/call.ts';
import { readPeriod } from '../../period.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  readPeriod(event, (unit, query) =>
    call(listPrintable, { params: { unit }, query: { ...query } }, event.fetch),
  );
