/** Where a table lives on a cluster: whole on every node, spread by a column, or on the coordinator alone. */
export type Place =
  | { readonly kind: 'reference' }
  | { readonly kind: 'distributed'; readonly column: string }
  | { readonly kind: 'local' };

export interface CatalogueTable {
  /** `schema.table` */
  readonly name: string;
  readonly columns: readonly string[];
  /** Primary keys, unique constraints and indexes, exclusions. */
  readonly keys: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly triggers: readonly string[];
}

export interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly references: string;
  readonly referencedColumns: readonly string[];
  /** As PostgreSQL writes it, from FOREIGN KEY on. */
  readonly definition: string;
}

/** What the database holds of the program's schemas. */
export interface Catalogue {
  readonly tables: readonly CatalogueTable[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface DistributionPlan {
  /** Every table, in the order in which it is placed. */
  readonly places: readonly { readonly table: string; readonly place: Place }[];
  /** What a cluster would refuse, one line each. */
  readonly faults: readonly string[];
}

/** The column by which everything about a person is spread, so that one person is on one node. */
export const PART_KEY = 'part_key';
const ORDER = ['reference', 'distributed', 'local'];

/**
 * Where each table goes: spread by `part_key` when it has one, whole on every node when it has none, unless a rule says
 * otherwise.
 *
 * @param rules by table: `reference`, `local`, or the column of a value that is unique nationwide
 */
export function planDistribution(
  { tables, foreignKeys }: Catalogue,
  rules: Readonly<Record<string, string>>,
): DistributionPlan {
  const known = new Map(tables.map((table) => [table.name, table]));
  const places = tables
    .map((table) => ({ table: table.name, place: placeOf(table, rules[table.name]) }))
    .sort((one, other) => rank(one) - rank(other) || (one.table < other.table ? -1 : 1));
  const placed = new Map(places.map(({ table, place }) => [table, place]));
  const faults = [
    ...Object.keys(rules)
      .filter((name) => !known.has(name))
      .map((name) => `${name} has a rule and is no table`),
    ...tables.flatMap((table) => tableFaults(table, placed.get(table.name)!)),
    ...foreignKeys.flatMap((key) => keyFaults(key, placed.get(key.table), placed.get(key.references))),
  ];
  return { places, faults };
}

function placeOf(table: CatalogueTable, rule: string | undefined): Place {
  if (rule === 'reference' || rule === 'local') return { kind: rule };
  if (rule) return { kind: 'distributed', column: rule };
  return table.columns.includes(PART_KEY) ? { kind: 'distributed', column: PART_KEY } : { kind: 'reference' };
}

/** Spread by part_key before spread by a value of their own. */
const rank = ({ place }: { readonly place: Place }) =>
  ORDER.indexOf(place.kind) * 2 + Number(place.kind === 'distributed' && place.column !== PART_KEY);

function tableFaults(table: CatalogueTable, place: Place): string[] {
  const faults = table.triggers.map((name) => `${table.name} has the trigger ${name}`);
  if (place.kind !== 'distributed') return place.kind === 'local' ? [] : faults;
  if (!table.columns.includes(place.column))
    return [`${table.name} has no column ${place.column}`, ...faults];
  const blind = table.keys.filter((key) => !key.columns.includes(place.column));
  return [
    ...faults,
    ...blind.map((key) => `${table.name}: the key ${key.name} does not hold ${place.column}`),
  ];
}

function keyFaults(key: ForeignKey, from: Place | undefined, to: Place | undefined): string[] {
  const fault = (why: string) => [`${key.table}: the foreign key ${key.name} ${why}`];
  if (!from || !to) return fault(`leads out of the program, to ${key.references}`);
  if (from.kind === 'local' || to.kind === 'local')
    return from.kind === to.kind ? [] : fault(`ties a table of one node to ${key.references}`);
  if (to.kind === 'reference') return [];
  if (from.kind === 'reference') return fault(`leads from every node to the spread ${key.references}`);
  const at = key.columns.indexOf(from.column);
  if (from.column !== to.column || at < 0 || key.referencedColumns[at] !== to.column)
    return fault(`does not hold the column by which ${key.references} is spread`);
  return /ON (DELETE|UPDATE) SET /.test(key.definition)
    ? fault('would empty the column it is spread by')
    : [];
}

/** A table that the cluster has placed already. */
export interface Placed {
  readonly table: string;
  readonly place: Place;
}

export interface Steps {
  /** Foreign keys that must be away meanwhile. */
  readonly away: readonly ForeignKey[];
  /** Tables to place now, each with the table it must lie together with; null: with none. */
  readonly place: readonly { readonly table: string; readonly place: Place; readonly with: string | null }[];
  /** Tables that lie elsewhere than planned, one line each. */
  readonly faults: readonly string[];
}

/** What is still to be done on a cluster where some tables are placed already; nothing the second time. */
export function remainingSteps(
  { places }: DistributionPlan,
  { foreignKeys }: Pick<Catalogue, 'foreignKeys'>,
  placed: readonly Placed[],
): Steps {
  const already = new Map(placed.map((one) => [one.table, one.place]));
  const faults = places.flatMap(({ table, place }) => {
    const now = already.get(table);
    return now && now.kind !== 'local' && sayPlace(now) !== sayPlace(place)
      ? [`${table} lies ${sayPlace(now)}, planned is ${sayPlace(place)}`]
      : [];
  });
  const todo = places.filter(
    ({ table, place }) => place.kind !== 'local' && (already.get(table)?.kind ?? 'local') === 'local',
  );
  const spread = (one: { readonly place: Place }) =>
    one.place.kind === 'distributed' && one.place.column === PART_KEY;
  const anchor = (placed.find(spread) ?? todo.find(spread))?.table ?? null;
  const moving = new Set(todo.map(({ table }) => table));
  return {
    faults,
    away: foreignKeys.filter((key) => moving.has(key.table) || moving.has(key.references)),
    place: todo.map((one) => ({ ...one, with: spread(one) && one.table !== anchor ? anchor : null })),
  };
}

export const sayPlace = (place: Place): string =>
  place.kind === 'distributed'
    ? `spread by ${place.column}`
    : place.kind === 'reference'
      ? 'whole on every node'
      : 'on the coordinator alone';
