import { at, COARSE, NODES, type LikelihoodTables } from './ability.ts';
import { information, type ItemParameters, logLikelihood, probabilityRight } from './model.ts';

/** What the engine needs to know of an item; its words stay outside. */
export interface BankItem extends ItemParameters {
  /** e.g. `1.1-03` */
  readonly id: string;
  /** e.g. `1.1`; what stands before the point is the domain. */
  readonly competence: string;
  /** 1..8; needed by rules that ask for so many of a tier. */
  readonly tier?: number;
  /** On trial: asked now and then, never scored. */
  readonly pretest?: boolean;
  /** Done on a make-believe phone: needs scripts. */
  readonly task?: boolean;
}

/** Items of one content release with everything that can be computed ahead. Positions follow the order of ids. */
export interface Bank extends LikelihoodTables {
  /** Content release; a session can only continue on the release it started on. */
  readonly release: string;
  readonly items: readonly BankItem[];
  readonly indexById: ReadonlyMap<string, number>;
  /** Domains that have items, in order. */
  readonly domains: readonly string[];
  /** Per item: its position in `domains`. */
  readonly domainOf: Uint16Array;
  readonly competences: readonly string[];
  /** Per item: its position in `competences`. */
  readonly competenceOf: Uint16Array;
  /** Chance of a right answer at every second node (`COARSE`), item by item. */
  readonly right: Float32Array;
  /** Per item: 1 when its answer counts, 0 when it is on trial. */
  readonly scored: Uint8Array;
  /** Positions of the items on trial. */
  readonly trials: readonly number[];
  /** Fisher information, laid out like the likelihood tables; per squared logit. */
  readonly information: Float32Array;
}

/**
 * Computes the tables of a bank once, so that choosing an item needs no logarithm.
 *
 * Single precision: a tenth of a millionth is far below what calibration knows, and it makes the tables the same in
 * browsers whose Math.log differs in the last bit.
 *
 * @throws Error when two items share an id: a fault of the release that content checks let through
 */
export function prepareBank(release: string, items: readonly BankItem[]): Bank {
  const sorted = [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
  const indexById = new Map(sorted.map((item, index) => [item.id, index]));
  if (indexById.size < sorted.length) throw new Error(`release ${release} holds two items of the same id`);

  const competences = distinct(sorted.map((item) => item.competence));
  const domains = distinct(competences.map(domainOfCompetence));
  return {
    release,
    items: sorted,
    indexById,
    domains,
    domainOf: Uint16Array.from(sorted, (item) => domains.indexOf(domainOfCompetence(item.competence))),
    competences,
    competenceOf: Uint16Array.from(sorted, (item) => competences.indexOf(item.competence)),
    logRight: tabulate(sorted, (item, node) => logLikelihood(item, node, true)),
    logWrong: tabulate(sorted, (item, node) => logLikelihood(item, node, false)),
    scored: Uint8Array.from(sorted, ({ pretest }) => (pretest ? 0 : 1)),
    trials: sorted.flatMap(({ pretest }, index) => (pretest ? [index] : [])),
    right: tabulate(sorted, probabilityRight, COARSE),
    information: tabulate(sorted, information),
  };
}

/** `4.2` belongs to domain `4`. */
export function domainOfCompetence(competence: string): string {
  return competence.split('.', 1).join('');
}

function tabulate(
  items: readonly BankItem[],
  value: (item: BankItem, ability: number) => number,
  nodes: Float64Array = NODES,
): Float32Array {
  const table = new Float32Array(items.length * nodes.length);
  for (const [index, item] of items.entries()) {
    for (let node = 0; node < nodes.length; node += 1) {
      table[index * nodes.length + node] = value(item, at(nodes, node));
    }
  }
  return table;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
