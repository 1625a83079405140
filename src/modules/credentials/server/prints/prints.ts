import { requireRole } from '#modules/organisations/server.ts';
import type { Context } from '#platform/http/context.ts';
import { PRINTERS, type Print } from '../../domain/contract-prints.ts';
import { MOST_PRINTED } from '../../domain/contract-printing.ts';
import { refuse } from '../../domain/refusals.ts';
import { formById } from '../forms.ts';
import { batchOf, byName, type Period } from '../printing.ts';
import { listBatch } from '../printing.store.ts';
import { openCredential } from '../sealed.ts';
import type { CredentialsTables } from '../tables.ts';
import { drawPieces, openPiece, TRIES, type PieceSheet } from './draw.ts';
import * as store from './print.store.ts';
import { zipOf } from './zip.ts';

type Asking = Context<CredentialsTables>;

/** Sheets in one file: some seconds of drawing, a few megabytes. */
const PIECE = 50;
export const KEPT_MS = 24 * 3_600_000;

/**
 * Begins to print what a unit's people were given between two days. The same id again gives the same print.
 *
 * @throws Refusal as `requireRole`; period-reversed (422); nothing-to-print (404); too-many-to-print (422)
 */
export async function beginPrint(
  context: Asking,
  unitId: number,
  given: Period & { readonly id: string; readonly form: string },
): Promise<Print> {
  const { unit, batch } = await batchOf(context, unitId, given);
  const known = await store.findPrint(context.db, unit.partKey, given.id);
  if (known) return known.unit_id === unitId ? show(context, known) : refuse('not-found');
  const rows = await listBatch(context.db, { ...batch, form: given.form, most: MOST_PRINTED + 1 });
  if (rows.length > MOST_PRINTED) return refuse('too-many-to-print');
  // Of all people only the names are held, and only while they are put in order.
  const named = await Promise.all(
    rows.map(async (row) => ({
      sheet: { partKey: row.part_key, id: row.id, home: row.home_unit_id } satisfies PieceSheet,
      name: (await openCredential(context, row))?.name ?? '',
      code: row.code,
    })),
  );
  const sheets = named.sort(byName).map(({ sheet }) => sheet);
  if (sheets.length === 0) return refuse('nothing-to-print');
  const { actor } = context;
  const made = context.now();
  const row: store.PrintRow = {
    part_key: unit.partKey,
    id: given.id,
    unit_id: unitId,
    form: given.form,
    from_day: given.from,
    to_day: given.to,
    total: sheets.length,
    made_by_part_key: actor.kind === 'person' ? actor.partKey : 0,
    made_by: actor.kind === 'person' ? actor.personId : refuse('sign-in-first'),
    made_at: made,
  };
  const pieces = Array.from({ length: Math.ceil(sheets.length / PIECE) }, (_, index) => ({
    part_key: unit.partKey,
    print_id: given.id,
    place: index + 1,
    sheets: sheets.slice(index * PIECE, (index + 1) * PIECE),
    made_at: made,
    claimed_at: null,
    attempts: 0,
    drawn: null,
    sealed: null,
    bytes: null,
  }));
  await context.db.transaction().execute((tx) => store.insertPrint(tx, row, pieces));
  // Nobody waits for it: the page tells how far it is, and the minute's schedule goes on with it after a fall.
  void drawPieces(context).catch((error: unknown) => context.log.error({ err: error }, 'printing'));
  return show(context, row);
}

/** @throws Refusal as `requireRole` */
export async function readPrints(context: Asking, unitId: number): Promise<{ prints: Print[] }> {
  await requireRole(context, PRINTERS, unitId);
  const rows = await store.listPrints(context.db, unitId, new Date(context.now().getTime() - KEPT_MS));
  return { prints: await Promise.all(rows.map((row) => show(context, row))) };
}

async function show(context: Asking, row: store.PrintRow): Promise<Print> {
  const pieces = await store.listPieces(context.db, row);
  const form = formById(context.content(), row.form);
  const isFailed = (one: store.PieceState) =>
    one.drawn === null && one.claimed_at === null && one.attempts >= TRIES;
  return {
    id: row.id,
    title: form.title,
    from: row.from_day,
    to: row.to_day,
    total: row.total,
    done: pieces.reduce((sum, one, index) => sum + (one.drawn === null ? 0 : sizeOf(row, index)), 0),
    state: pieces.some(isFailed) ? 'failed' : pieces.every((one) => one.drawn !== null) ? 'ready' : 'working',
    madeAt: row.made_at.toISOString(),
    until: new Date(row.made_at.getTime() + KEPT_MS).toISOString(),
    files: pieces.map((one, index) => ({
      place: one.place,
      first: index * PIECE + 1,
      last: index * PIECE + sizeOf(row, index),
      bytes: one.drawn === null ? null : one.bytes,
    })),
  };
}

const sizeOf = ({ total }: store.PrintRow, index: number): number => Math.min(PIECE, total - index * PIECE);

async function ownPrint(context: Asking, unitId: number, id: string): Promise<store.PrintRow> {
  const unit = await requireRole(context, PRINTERS, unitId);
  const print = await store.findPrint(context.db, unit.partKey, id);
  const isKept = print && print.made_at.getTime() > context.now().getTime() - KEPT_MS;
  return print && isKept && print.unit_id === unitId ? print : refuse('not-found');
}

const nameOf = (print: store.PrintRow): string =>
  `giay-xac-nhan-${print.unit_id}-${print.from_day}-${print.to_day}`;
const answer = (body: BodyInit, type: string, name: string) =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });

/** One file of a print. @throws Refusal as `requireRole`; not-found while it is not drawn */
export async function readPiece(
  context: Asking,
  unitId: number,
  id: string,
  place: number,
): Promise<Response> {
  const print = await ownPrint(context, unitId, id);
  const piece = await store.findPiece(context.db, print, place);
  if (!piece?.sealed) return refuse('not-found');
  const pdf = openPiece(context.master, piece);
  return answer(new Uint8Array(pdf), 'application/pdf', `${nameOf(print)}-${place}.pdf`);
}

/** All files of a print as one archive, read one after the other. @throws Refusal as `requireRole`; not-found until all are drawn */
export async function readZip(context: Asking, unitId: number, id: string): Promise<Response> {
  const print = await ownPrint(context, unitId, id);
  const { state, files } = await show(context, print);
  if (state !== 'ready') return refuse('not-found');
  const body = zipOf(
    files.filter(({ bytes }) => bytes !== null && bytes > 0).map(({ place }) => place),
    async (place) => {
      const piece = await store.findPiece(context.db, print, place);
      return piece?.sealed
        ? {
            name: `${nameOf(print)}-${String(place).padStart(2, '0')}.pdf`,
            bytes: openPiece(context.master, piece),
          }
        : undefined;
    },
  );
  return answer(body, 'application/zip', `${nameOf(print)}.zip`);
}
