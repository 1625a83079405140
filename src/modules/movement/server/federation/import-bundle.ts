import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import * as v from 'valibot';
import type { Unit } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { Obstacle } from '#platform/database/explain.ts';
import type { Services } from '#platform/http/context.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { BUNDLE_FORMAT, BUNDLE_TYPE, FigureBundle } from '../../domain/federation/bundle.ts';
import { checkBundle } from '../../domain/federation/check-bundle.ts';
import { indicatorsOf } from '../content.ts';
import { isCounted } from '../populations.ts';
import {
  findLastReceived,
  findReceived,
  findTrustedKey,
  insertReceived,
  lockTrustedKey,
  type TrustedKey,
} from './federation.store.ts';

/** A bundle of the whole nation with every indicator is below 2 MB. */
export const MOST_BUNDLE_BYTES = 16 * 1024 * 1024;
const MOST_FAULTS = 50;
type Taking = Pick<Services, 'db' | 'now' | 'content' | 'config'>;

export interface Taken {
  /** `known`: it was here already and nothing changed. */
  readonly state: 'taken' | 'known';
  readonly unit: Unit;
  readonly bundle: FigureBundle;
  /** Frozen days between the bundle before and this one that never came. */
  readonly missing: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const refuse = (why: string): never => {
  throw new Obstacle(`The bundle is refused: ${why}`);
};

/**
 * Takes a bundle of another installation in, whole or not at all. The same bundle again changes nothing.
 *
 * @param text a compact JWS; spaces and line ends around it do not count
 * @throws Obstacle with everything that is wrong with it; nothing is written then
 */
export async function importBundle(services: Taking, text: string): Promise<Taken> {
  const jws = text.trim();
  const key = await readKey(services, jws);
  const bundle = await verify(jws, key);
  if (bundle.invented && !services.config.demo)
    refuse('it comes from a demonstration, and the people in it are invented');
  const tree = await treeOf(services.db);
  const unit = tree.find(key.unit_id)!;
  if (bundle.unit !== unit.code)
    refuse(`its key speaks for unit ${unit.code} (${unit.name}), not for unit ${bundle.unit}`);
  const today = vietnamDay(services.now());
  if (bundle.day > today) refuse(`its day, ${bundle.day}, has not come: today is ${today}`);
  const byCode = new Map([...tree.units.values()].filter(isCounted).map((one) => [one.code, one]));
  const indicators = new Set(indicatorsOf(services.content()).map((one) => one.code));
  const faults = checkBundle(bundle, { tree, byCode, indicators });
  if (faults.length > 0) {
    const lines = faults.slice(0, MOST_FAULTS).map(({ what }) => `\n  ${what}`);
    const more = faults.length > MOST_FAULTS ? `\n  and ${faults.length - MOST_FAULTS} more` : '';
    refuse(`${faults.length} faults${lines.join('')}${more}`);
  }
  const figures = bundle.units.flatMap((one) =>
    Object.entries(one.figures).map(([indicator, num]) => ({
      unit_id: byCode.get(one.code)!.id,
      indicator,
      num,
    })),
  );
  const content = sha256(JSON.stringify(figures.map((row) => Object.values(row).join(' ')).toSorted()));
  const digest = sha256(jws);

  return services.db.transaction().execute(async (tx) => {
    if ((await lockTrustedKey(tx, key.id))?.ended_at !== null) refuse(`key ${key.id} has ended`);
    const same = await findReceived(tx, unit.id, bundle.day);
    if (same && same.content === content && same.sequence === bundle.sequence)
      return { state: 'known', unit, bundle, missing: 0 };
    if (same) refuse(`other figures of ${bundle.day} are here already, and a frozen day never changes`);
    const last = await findLastReceived(tx, unit.id);
    if (last && last.day > bundle.day)
      refuse(`it is of ${bundle.day}, and that of ${last.day} is here already`);
    const before = last?.key_id === key.id ? last.sequence : 0;
    if (bundle.sequence <= before)
      refuse(`its number is ${bundle.sequence}, and that of ${last!.day}, ${before}, is here already`);
    await insertReceived(
      tx,
      {
        digest,
        unit_id: unit.id,
        key_id: key.id,
        day: bundle.day,
        sequence: bundle.sequence,
        product: bundle.product,
        invented: bundle.invented,
        content,
        jws,
        received_at: services.now(),
      },
      figures.map((row) => ({ digest, ...row })),
    );
    return { state: 'taken', unit, bundle, missing: before === 0 ? 0 : bundle.sequence - before - 1 };
  });
}

async function readKey({ db }: Taking, jws: string): Promise<TrustedKey> {
  if (jws.length > MOST_BUNDLE_BYTES) refuse(`it is larger than ${MOST_BUNDLE_BYTES} bytes`);
  let header: { kid?: string; typ?: string };
  try {
    header = decodeProtectedHeader(jws);
  } catch {
    return refuse('the file is no signed bundle (compact JWS)');
  }
  if (header.typ !== BUNDLE_TYPE)
    refuse(`it was signed as ${header.typ ?? 'something else'}, not as ${BUNDLE_TYPE}`);
  const key = typeof header.kid === 'string' ? await findTrustedKey(db, header.kid) : undefined;
  if (!key) return refuse(`key ${header.kid ?? '(none)'} is not registered here; see "federation trust"`);
  if (key.ended_at) refuse(`key ${key.id} has ended`);
  return key;
}

async function verify(jws: string, key: TrustedKey): Promise<FigureBundle> {
  let payload: Uint8Array;
  try {
    const known = await importJWK(key.public_jwk as JWK, 'EdDSA');
    ({ payload } = await compactVerify(jws, known, { algorithms: ['EdDSA'] }));
  } catch {
    return refuse('its signature does not fit: it was changed on the way, or signed by somebody else');
  }
  const json = readJson(payload);
  const format = (json as { format?: unknown } | null)?.format;
  if (format !== BUNDLE_FORMAT)
    refuse(`its form is ${JSON.stringify(format ?? null)}, and this program reads ${BUNDLE_FORMAT}`);
  const read = v.safeParse(FigureBundle, json);
  if (read.success) return read.output;
  const where = read.issues.map((issue) => `${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`);
  return refuse(`it is not as the form asks\n  ${where.slice(0, MOST_FAULTS).join('\n  ')}`);
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as unknown;
  } catch {
    return refuse('what was signed is not JSON');
  }
}
