import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import type { Key } from '#platform/crypto/seal.ts';
import type { Told } from '../../domain/told.ts';
import { csvText } from '#platform/http/table-file.ts';
import { signBatch } from './sign-batch.ts';

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface BatchFacts {
  readonly receiver: string;
  readonly number: number;
  /** Digest of the batch before; null for the first. */
  readonly before: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly madeAt: Date;
}

const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/**
 * The files of a batch as a zip: rows as CSV and as JSON, a list of both with their digests, and that list signed. Each
 * batch names the digest of the one before, so that a receiver notices one that is missing.
 *
 * @returns the zip, and the SHA-256 of its signed list
 */
export async function writeBatch(
  master: Key,
  facts: BatchFacts,
  told: readonly Told[],
): Promise<{ readonly zip: Uint8Array<ArrayBuffer>; readonly digest: string }> {
  const { madeAt, ...named } = facts;
  const rows = told.map((one, index) => ({ line: index + 1, ...one }));
  const files: Record<string, Uint8Array> = {
    'rows.csv': new TextEncoder().encode(csvText(rows.length > 0 ? toLines(rows) : [])),
    'rows.json': encode({ receiver: facts.receiver, number: facts.number, rows }),
  };
  const list = {
    format: 'bdhvs-batch/1',
    ...named,
    madeAt: madeAt.toISOString(),
    rows: rows.length,
    files: Object.entries(files).map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  };
  files['manifest.json'] = encode(list);
  files['manifest.jws'] = new TextEncoder().encode(
    await signBatch(master, new TextDecoder().decode(files['manifest.json'])),
  );
  // A zip keeps local times between 1980 and 2099: a fixed one, so that the same rows give the same bytes.
  const mtime = new Date(1980, 0, 1, 12);
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, of]) => [name, [of, { mtime }]])));
  return { zip: zip as Uint8Array<ArrayBuffer>, digest: sha256(files['manifest.json']) };
}

const COLUMNS = [
  'line',
  'type',
  'timestamp',
  'code',
  'verifyUrl',
  'name',
  'unitCode',
  'unit',
  'group',
  'subject',
  'ruleSet',
  'issuer',
  'issuedOn',
  'evidence',
  'domains',
  'revokedOn',
  'revokedReason',
] as const;

function toLines(rows: readonly (Told & { readonly line: number })[]): string[][] {
  const lines = rows.map(({ line, type, timestamp, data }) => {
    const cells: Record<(typeof COLUMNS)[number], string | null | undefined> = {
      line: String(line),
      type,
      timestamp,
      code: data.code,
      verifyUrl: data.verifyUrl,
      name: data.name,
      unitCode: data.unit?.code,
      unit: data.unit?.name,
      group: data.group?.vi,
      subject: data.subject?.vi,
      ruleSet: data.ruleSet?.vi,
      issuer: data.issuer?.vi,
      issuedOn: data.issuedOn,
      evidence: data.evidence,
      domains: data.domains?.map(({ domain, level }) => `${domain}: ${level}`).join('. '),
      revokedOn: data.revokedOn,
      revokedReason: data.revokedReason,
    };
    return COLUMNS.map((column) => cells[column] ?? '');
  });
  return [[...COLUMNS], ...lines];
}
