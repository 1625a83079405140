/** Units that merge, by way of a later national list, as the product loads one. */
import type pg from 'pg';
import { refreshPeople } from '#modules/movement/server.ts';
import { applyNationalList, readNationalList, readUnitSource } from '#modules/organisations/server.ts';
import type { Services } from '#platform/http/context.ts';

export interface UnitChanges {
  /** Of so many pairs of communes one goes into the other, with everybody who lives there and may be told of it. */
  mergeCommunes(pairs: number): Promise<string>;
  /** All communes of one province stand under another from now on. */
  mergeProvinces(): Promise<string>;
}

export function makeUnitChanges(services: Services, owner: pg.Client): UnitChanges {
  const { list, file } = readUnitSource(services.content());
  const national = readNationalList(JSON.parse(file.toString('utf8')), list.valid_from);
  let units = [...national.units];
  const load = (id: string, from: string) =>
    applyNationalList(services, { ...national, units }, { ...list, id, valid_from: from }, id);
  return {
    mergeCommunes: async (pairs) => {
      const byProvince = Map.groupBy(
        units.filter((unit) => unit.kind === 'commune'),
        (unit) => unit.parentId,
      );
      const merged = [...byProvince.values()]
        .flatMap((some) =>
          some.flatMap((unit, index) =>
            index % 10 === 0 && some[index + 1] ? [[unit, some[index + 1]!] as const] : [],
          ),
        )
        .slice(0, pairs);
      const gone = new Set(merged.map(([unit]) => unit.id));
      // A new unit, so that the list brings a new tree; the communes that stay keep their numbers.
      const one = merged[0]![1];
      units = units.filter((unit) => !gone.has(unit.id));
      units.push({ ...one, id: 199_999, code: '99999', name: 'Xã Mới', shortName: 'Mới' });
      await load('merged-communes', '2026-08-01');
      const { rows } = await owner.query<{ partKey: number; personId: string }>(
        `UPDATE invented.homes h SET home_unit_id = m.kept
         FROM unnest($1::int[], $2::int[]) m (gone, kept) WHERE h.home_unit_id = m.gone
         RETURNING part_key AS "partKey", person_id AS "personId"`,
        [merged.map(([unit]) => unit.id), merged.map(([, unit]) => unit.id)],
      );
      for (let start = 0; start < rows.length; start += 1_000)
        await refreshPeople(services, rows.slice(start, start + 1_000));
      return `${merged.length} communes went into others with ${rows.length} people`;
    },
    mergeProvinces: async () => {
      const [gone, kept] = units.filter((unit) => unit.kind === 'province');
      const moved = units.filter((unit) => unit.parentId === gone!.id).length;
      units = units
        .filter((unit) => unit.id !== gone!.id)
        .map((unit) => (unit.parentId === gone!.id ? { ...unit, parentId: kept!.id } : unit));
      await load('merged-provinces', '2026-09-01');
      return `${moved} communes of one province went to another`;
    },
  };
}
