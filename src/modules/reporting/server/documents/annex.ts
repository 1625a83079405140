import { readBytes } from '#platform/http/body.ts';
import { findAsked, type Asking } from '../find-report.ts';
import { viewReport } from '../read-report.ts';
import { isClerk } from '../rights.ts';
import { refuse } from '../../domain/refusals.ts';
import { saveReport } from '../save-report.ts';
import { fileAnswer } from './files.ts';
import { MOST_BYTES, readSheet } from './read-sheet.ts';
import { drawSheet } from './write-sheet.ts';

type Params = { unit: number; form: string; period: string };

/** The annex to fill in elsewhere. @throws Refusal organisations/…, reporting/report-not-found */
export async function exportAnnex(context: Asking, params: Params): Promise<Response> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  return fileAnswer(await drawSheet(context, await viewReport(context, found)), 'xlsx', found);
}

/**
 * Takes an annex back: the numbers in it are saved as if they were typed, with the revisions that it was exported with.
 *
 * @throws Refusal as {@link readSheet} and {@link saveReport}
 */
export async function importAnnex(
  context: Asking,
  params: Params,
  id: string,
): Promise<{ state: Awaited<ReturnType<typeof saveReport>>['state']; written: number }> {
  const found = await findAsked(context, params.unit, params.form, params.period);
  if (!isClerk(context, found)) refuse('clerk-enters');
  const bytes = await readBytes(context.request, 'application/octet-stream', MOST_BYTES);
  const numbers = await readSheet(context, found, bytes);
  return saveReport(context, params, { id, numbers, texts: [] });
}
