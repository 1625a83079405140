import { entriesOf, type ContentKind, type Fault, type Release } from '#platform/content/release.ts';
import { Regime } from '../domain/legal-calendar/regime.ts';
import { HolidayYear } from '../domain/legal-calendar/working-days.ts';

export const regimeKind: ContentKind<Regime> = {
  name: 'reporting regimes',
  files: 'calendar/regime-*.yaml',
  schema: Regime,
  check: (entries) =>
    entries.flatMap(({ path, value }): Fault[] => {
      const kinds = value.periods.map((one) => one.kind);
      return new Set(kinds).size === kinds.length
        ? []
        : [{ path, line: 0, what: 'a kind of period stands twice' }];
    }),
};

export const holidayKind: ContentKind<HolidayYear> = {
  name: 'holidays',
  files: 'calendar/holidays-*.yaml',
  schema: HolidayYear,
  check: (entries) =>
    entries.flatMap(({ path, value }): Fault[] => [
      ...(path === `calendar/holidays-${value.year}.yaml`
        ? []
        : [{ path, line: 0, what: `year ${value.year} differs from its file` }]),
      ...value.days
        .filter(({ from, to }) => Number(from.slice(0, 4)) !== value.year || (to !== undefined && to < from))
        .map(({ from }) => ({
          path,
          line: 0,
          what: `${from} lies outside the year or ends before it begins`,
        })),
    ]),
};

/** @throws Error when the content holds no reporting regime */
export function regimeOf(release: Release): Regime {
  const regime = entriesOf(release, regimeKind)[0]?.value;
  if (!regime) throw new Error('content/calendar holds no reporting regime');
  return regime;
}

export const holidaysOf = (release: Release): HolidayYear[] =>
  entriesOf(release, holidayKind).map(({ value }) => value);
