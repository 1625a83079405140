import type { Entry, Release } from '#platform/content/release.ts';
import { entriesOf } from '#platform/content/release.ts';
import type { Db } from '#platform/database/connect.ts';
import type { Services } from '#platform/http/context.ts';
import type { Item, ItemFile } from '../../domain/item.ts';
import { itemOf } from '../../domain/exchange/our-item.ts';
import { freezeBundlesOf, itemKind } from '../bundle.ts';
import type { AssessmentTables } from '../tables.ts';
import { listShownItems, readHead, type UnitItem } from './unit-items.store.ts';

interface Composed {
  readonly files: Release;
  readonly head: string;
  readonly release: Release;
}
const composed = new WeakMap<Db, Composed>();

/**
 * The release with the questions of units that are on trial or live, read anew when they have changed. The bundles that
 * hold them are signed and written down before any test can begin with one.
 */
export async function addUnitItems(services: Services<AssessmentTables>, files: Release): Promise<Release> {
  const { db } = services;
  const known = composed.get(db);
  // The head first: what is moved in between is seen at the next look.
  const head = await readHead(db);
  if (known && known.files === files && known.head === head) return known.release;
  const rows = await listShownItems(db);
  const release = rows.length === 0 ? files : withItems(files, rows);
  if (release !== files) await freezeBundlesOf(services, release);
  composed.set(db, { files, head, release });
  return release;
}

function withItems(files: Release, rows: readonly UnitItem[]): Release {
  const entry: Entry<ItemFile> = {
    path: 'items/of-units',
    value: { competence: '', register: [], items: rows.map(shown) },
  };
  return {
    ...files,
    kinds: { ...files.kinds, [itemKind.name]: [...entriesOf(files, itemKind), entry] },
  };
}

/** Nothing of a unit is scored by a guess: a live one has the numbers that its answers gave. */
function shown({ id, state, content, parameters }: UnitItem): Item {
  const item = { ...itemOf(content, id), state };
  return state === 'live' && parameters ? { ...item, ...parameters } : { ...item, state: 'trial' };
}
