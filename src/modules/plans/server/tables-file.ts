import type { Context } from '#platform/http/context.ts';
import { attachment } from '#platform/http/attachment.ts';
import { planTables } from '../domain/tables.ts';
import { ownReading } from './documents.ts';
import type { PlansTables } from './tables.ts';
import { drawTables } from './word-tables.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * The tables of a plan as it holds now.
 *
 * @throws Refusal plans/document-not-found also for a document of another unit
 */
export async function tablesFile(
  context: Context<PlansTables>,
  unitId: number,
  id: string,
): Promise<Response> {
  const { document, edits } = await ownReading(context, unitId, id);
  const { reading, name } = document;
  const bytes = await drawTables(reading.header.title?.text ?? name, planTables(reading, edits));
  return new Response(new Uint8Array(bytes), {
    headers: attachment(WORD, `${name}.docx`, `ke-hoach-${id}.docx`),
  });
}
