import { practiceKind } from '#modules/practice/server.ts';
import type { Scene, TaskEnd } from '#modules/practice/index.ts';
import { entriesOf, type Fault, type Entry, type Release } from '#platform/content/release.ts';
import type { Services } from '#platform/http/context.ts';
import type { Db } from '#platform/database/connect.ts';
import {
  evidenceIn,
  neededIn,
  reaches,
  together,
  type DomainEvidence,
  type EvidenceDemand,
  type EvidenceLevel,
  type Shown,
} from '../domain/evidence.ts';
import { competenceOfItem } from '../domain/item.ts';
import type { RuleSet } from '../domain/rules.ts';
import type { Bundle } from './bundle.ts';
import { listAnswers } from './session.store.ts';
import type { AssessmentTables, SessionRow } from './tables.ts';

type Asking = Pick<Services<AssessmentTables>, 'db' | 'content'>;

const domainOf = (competence: string): string => competence.split('.', 1).join('');
const domainsOf = ({ competences }: Scene): string[] => [...new Set(competences.map(domainOf))];
const scenesOf = (release: Release): Scene[] =>
  entriesOf(release, practiceKind).flatMap(({ value }) => (value.kind === 'scene' ? [value] : []));

/** The best that a scene can show. */
const bestOf = ({ forReal }: Scene): EvidenceLevel => (forReal ? 'witnessed' : 'changed');

/**
 * What a passed test still lacks and what stands behind it, by domain: her practice, and the tasks of the test itself,
 * which are done on a phone changed by the seed and were played again here. Empty where the rules ask for answers alone.
 */
export async function evidenceOf(
  { db, content }: Asking,
  session: SessionRow,
  { rules, items }: Pick<Bundle, 'rules' | 'items'>,
): Promise<DomainEvidence[]> {
  const demand = together(rules.evidence, session.evidence);
  if (!demand) return [];
  const scenes = new Map(scenesOf(content()).map((scene) => [scene.id, scene]));
  const practised = (await listShown(db, session)).flatMap(({ scene_id: id, mode, help }) => {
    const scene = scenes.get(id);
    const level = mode === 'for-real' ? ('witnessed' as const) : mode;
    return scene ? domainsOf(scene).map((domain): Shown => ({ domain, level, help })) : [];
  });
  const answers = await listAnswers(db, session.part_key, session.id);
  const tasks = answers.flatMap(({ item_id: id, is_right: isRight, given }): Shown[] => {
    if (!isRight || items.get(id)?.type !== 'perform') return [];
    const { hints } = given as unknown as TaskEnd;
    return [{ domain: domainOf(competenceOfItem(id)), level: 'changed', help: Math.min(3, hints) }];
  });
  const domains = Object.keys(rules.blueprint.domains).sort();
  return evidenceIn(demand, domains, [...practised, ...tasks]);
}

interface ShownRow {
  readonly scene_id: string;
  readonly mode: 'alone' | 'changed' | 'for-real';
  readonly help: number;
}

/** What she did to the end with her own hands, the least help each time. */
async function listShown(db: Db<AssessmentTables>, session: SessionRow): Promise<ShownRow[]> {
  return db
    .selectFrom('practice.pub_shown')
    .select(({ fn }) => ['scene_id', 'mode', fn.min<number>('help').as('help')])
    .where('part_key', '=', session.part_key)
    .where('person_id', '=', session.person_id)
    .groupBy(['scene_id', 'mode'])
    .execute();
}

/** The easiest scene that can show what a domain needs. */
export function sceneFor(release: Release, { domain, needs }: Pick<DomainEvidence, 'domain' | 'needs'>) {
  const [scene] = scenesOf(release)
    .filter((one) => domainsOf(one).includes(domain) && reaches(bestOf(one), needs))
    .sort(
      (one, other) =>
        Number(domainsOf(one)[0] !== domain) - Number(domainsOf(other)[0] !== domain) ||
        one.tier - other.tier ||
        (one.id < other.id ? -1 : 1),
    );
  return scene ? { id: scene.id, title: scene.title } : null;
}

/** Domains in which no scene can show what is asked for. */
export function unshowable(
  release: Release,
  demand: EvidenceDemand | null | undefined,
  { blueprint }: Pick<RuleSet, 'blueprint'>,
): { readonly domain: string; readonly needs: EvidenceLevel }[] {
  if (!demand) return [];
  return Object.keys(blueprint.domains)
    .map((domain) => ({ domain, needs: neededIn(demand, domain) }))
    .filter((one) => one.needs !== 'quiz' && !sceneFor(release, one));
}

/** Evidence that nobody could give: told at publication. */
export function evidenceFaults(entries: readonly Entry<RuleSet>[], release: Release): Fault[] {
  return entries.flatMap(({ path, value, lineOf }) =>
    unshowable(release, value.evidence, value).map(({ domain, needs }) => ({
      path,
      line: lineOf?.(['evidence']) ?? 0,
      what: `cannot be met: no scene of domain ${domain} can be ${needs}`,
    })),
  );
}
