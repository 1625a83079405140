import { auditMany } from '#modules/identity/server.ts';
import { deriveKey, open, seal, type Key } from '#platform/crypto/seal.ts';
import { perDatabase } from '#platform/database/together.ts';
import { systemContext, type Context, type Services } from '#platform/http/context.ts';
import { drawManyPdf } from '../certificate/typst.ts';
import { findCredential } from '../credential.store.ts';
import { formById } from '../forms.ts';
import { makeSheet, type Sheet } from '../printing.ts';
import type { CredentialsTables } from '../tables.ts';
import * as store from './print.store.ts';

/** A try that takes longer has fallen over with its program. */
const STALE_MS = 120_000;
export const TRIES = 3;

const keyOf = (master: Key): Key => deriveKey(master, 'credentials/prints');
const boundOf = ({ print_id, place }: Pick<store.PieceRow, 'print_id' | 'place'>) => `${print_id}/${place}`;

/** The PDF of a piece. */
export const openPiece = (master: Key, piece: store.PieceRow): Buffer =>
  open(keyOf(master), piece.sealed!, boundOf(piece));

/** One drawer in each program: a piece at a time is all that it holds in memory. */
const drawers = perDatabase((_db: object) => ({ running: undefined as Promise<void> | undefined }));

/** Draws what waits; whoever asks while it goes on waits for the same. */
export function drawPieces(services: Services<CredentialsTables>): Promise<void> {
  const drawer = drawers(services.db);
  drawer.running ??= drawAll(services).finally(() => (drawer.running = undefined));
  return drawer.running;
}

async function drawAll(services: Services<CredentialsTables>): Promise<void> {
  for (;;) {
    const at = services.now();
    const piece = await store.claimPiece(services.db, at, new Date(at.getTime() - STALE_MS), TRIES);
    if (!piece) return;
    try {
      await drawPiece(systemContext(services, piece.print_id), piece);
    } catch (error) {
      services.log.error({ err: error, print: piece.print_id, place: piece.place }, 'printing');
      await store.updatePiece(services.db, piece, { claimed_at: null });
    }
  }
}

async function drawPiece(context: Context<CredentialsTables>, piece: store.PieceRow): Promise<void> {
  const print = await store.findPrint(context.db, piece.part_key, piece.print_id);
  if (!print) return;
  const form = formById(context.content(), print.form);
  const sheets: Sheet[] = [];
  for (const { partKey, id, home } of piece.sheets as readonly PieceSheet[]) {
    const row = await findCredential(context.db, partKey, id);
    const sheet = row && !row.revoked_at && (await makeSheet(context, form, row, home));
    if (sheet) sheets.push(sheet);
  }
  const pdf =
    sheets.length === 0
      ? undefined
      : await drawManyPdf(
          form.template,
          sheets.map(({ values }) => values),
          context.now(),
        );
  const actor = {
    kind: 'person',
    partKey: print.made_by_part_key,
    personId: print.made_by,
    sessionId: '',
    anonymous: false,
    grants: [],
    strongSince: undefined,
  } as const;
  await context.db.transaction().execute(async (tx) => {
    await store.updatePiece(tx, piece, {
      drawn: sheets.length,
      sealed: pdf ? seal(keyOf(context.master), Buffer.from(pdf), boundOf(piece)) : null,
      bytes: pdf?.byteLength ?? 0,
    });
    await auditMany(
      tx,
      sheets.map(({ row }) => ({
        context: { ...context, actor },
        note: {
          action: 'credentials.print',
          subject: { partKey: row.part_key, personId: row.person_id },
          unitId: print.unit_id,
          detail: { credentialId: row.id },
        },
      })),
    );
  });
}

/** Which certificate a sheet is, and where its holder lived when it was asked for. */
export interface PieceSheet {
  readonly partKey: number;
  readonly id: string;
  readonly home: number | null;
}
