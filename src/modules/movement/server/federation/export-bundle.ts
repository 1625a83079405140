import { CompactSign } from 'jose';
import type { Unit } from '#modules/organisations/index.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { Obstacle } from '#platform/database/explain.ts';
import type { Services } from '#platform/http/context.ts';
import { BUNDLE_FORMAT, BUNDLE_TYPE, type FigureBundle } from '../../domain/federation/bundle.ts';
import { indicatorsOf } from '../content.ts';
import { isCounted } from '../populations.ts';
import { findSnapshot, listPublished } from '../publications.store.ts';
import { countSnapshots } from './federation.store.ts';
import { openSigningKey } from './keys.ts';

/** A unit by its code of the national list: `40` a province, five digits a commune. @throws Obstacle */
export async function unitByCode({ db }: Pick<Services, 'db'>, code: string): Promise<Unit> {
  const tree = await treeOf(db);
  const unit = [...tree.units.values()].find((one) => isCounted(one) && one.code === code);
  if (!unit) throw new Obstacle(`There is no province or commune with the code ${code}`);
  return unit;
}

/**
 * The last frozen figures of a unit and all below it as a signed bundle. Counts that the publication policy hides stay
 * here: a bundle tells no more than the public page of its day. The same day gives the same bytes.
 *
 * @param product version of the program
 * @returns a compact JWS (RFC 7515) with EdDSA (RFC 8037)
 * @throws Obstacle when there is no key, or nothing was frozen yet
 */
export async function exportBundle(
  services: Pick<Services, 'db' | 'master' | 'content' | 'config'>,
  unit: Unit,
  product: string,
): Promise<{ readonly jws: string; readonly bundle: FigureBundle; readonly hidden: number }> {
  const { id, key } = await openSigningKey(services);
  const snapshot = await findSnapshot(services.db);
  if (!snapshot) throw new Obstacle('No figures are frozen yet: "figures publish" freezes those of today');
  const tree = await treeOf(services.db);
  const units = [unit, ...tree.descendants(unit.id).filter(isCounted)];
  const rows = await listPublished(services.db, snapshot.day, [...units.map((one) => one.id)]);
  const indicators = indicatorsOf(services.content()).filter((one) => one.source === 'computed');
  const byUnit = Map.groupBy(rows, (row) => row.unit_id);
  const bundle: FigureBundle = {
    format: BUNDLE_FORMAT,
    product,
    unit: unit.code,
    day: snapshot.day,
    sequence: await countSnapshots(services.db, snapshot.day),
    invented: services.config.demo,
    units: units.flatMap((one) => {
      const figures = figuresOf(byUnit.get(one.id) ?? []);
      // The unit itself says each figure, also that it is nought.
      if (one.id === unit.id) for (const { code } of indicators) if (!(code in figures)) figures[code] = 0;
      return Object.keys(figures).length > 0 ? [{ code: one.code, name: one.name, figures }] : [];
    }),
  };
  const jws = await new CompactSign(new TextEncoder().encode(JSON.stringify(bundle)))
    .setProtectedHeader({ alg: 'EdDSA', kid: id, typ: BUNDLE_TYPE })
    .sign(key);
  return { jws, bundle, hidden: rows.filter((row) => row.state !== 'shown').length };

  function figuresOf(published: typeof rows): Record<string, number | null> {
    const sorted = published.toSorted((left, right) => (left.indicator < right.indicator ? -1 : 1));
    return Object.fromEntries(
      sorted.map(({ indicator, state, num }) => [indicator, state === 'shown' ? num : null]),
    );
  }
}
