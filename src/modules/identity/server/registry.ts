import type { Key } from '#platform/crypto/seal.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context } from '#platform/http/context.ts';
import type { Identity, ServerModule } from '#platform/http/module.ts';

/** What identity asks of the other modules about one person; it knows none of them by name. */
export type PersonHooks = Pick<ServerModule, 'name' | 'adopt' | 'exportPerson' | 'erasePerson' | 'holderOf'>;

let hooks: readonly PersonHooks[] = [];

/** Told once at start-up, in the order of need. */
export function registerPersonHooks(modules: readonly PersonHooks[]): void {
  hooks = modules;
}

/** @param master opens what is sealed under the key of the one that goes */
export async function adoptEverywhere(tx: Tx, from: Identity, to: Identity, master: Key): Promise<void> {
  for (const module of hooks) await module.adopt?.(tx, from, to, master);
}

/** Whose paper this is, as other modules know it. */
export async function holderOf(context: Context, told: string): Promise<Identity | undefined> {
  for (const module of hooks) {
    const holder = await module.holderOf?.(context, told);
    if (holder) return holder;
  }
  return undefined;
}

export async function exportEverywhere(context: Context, person: Identity): Promise<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  for (const module of hooks) {
    if (module.exportPerson) parts[module.name] = await module.exportPerson(context, person);
  }
  return parts;
}

/** Those who need others are erased first. */
export async function eraseEverywhere(tx: Tx, person: Identity): Promise<void> {
  for (const module of hooks.toReversed()) await module.erasePerson?.(tx, person);
}

/** Whether a unit is the other one or lies under it. Organisations knows the tree; until it says so, only the same unit. */
export type Within = (unitId: number, ancestorId: number) => boolean | Promise<boolean>;
let scope: Within = (unitId, ancestorId) => unitId === ancestorId;

export function registerScope(within: Within): void {
  scope = within;
}
export async function isWithin(unitId: number, ancestorId: number): Promise<boolean> {
  return unitId === ancestorId || (await scope(unitId, ancestorId));
}

/** Whether a number is a commune's today. Until organisations says so, every number is believed. */
export type KnowsHome = (unitId: number) => boolean | Promise<boolean>;
let knowsHome: KnowsHome = () => true;

export function registerHomes(knows: KnowsHome): void {
  knowsHome = knows;
}
export async function isHome(unitId: number): Promise<boolean> {
  return knowsHome(unitId);
}
