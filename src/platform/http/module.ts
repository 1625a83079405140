import type { Asset, ContentKind, Release } from '#platform/content/release.ts';
import type { Key } from '#platform/crypto/seal.ts';
import type { Tx } from '#platform/database/connect.ts';
import type { Context, Person, Services } from './context.ts';
import type { Route } from './route.ts';

export interface DomainEvent {
  readonly partKey: number;
  readonly id: string;
  readonly name: string;
  readonly payload: any;
}

/** What a module gives to the program, from its `server.ts`. */
export interface ServerModule {
  readonly name: string;
  readonly routes?: readonly Route[];
  /** Delivered at least once, possibly out of order: re-read the present state, be safe to repeat. */
  readonly handlers?: Readonly<Record<string, (context: Context, event: DomainEvent) => Promise<void>>>;
  /** Work by the clock: cron in Vietnamese time. */
  readonly schedules?: Readonly<
    Record<string, { readonly cron: string; readonly run: (context: Context) => Promise<void> }>
  >;
  readonly content?: readonly ContentKind<any>[];
  /**
   * Lays what was published over the release of the files, as another object; the same one again while nothing has
   * changed, as it is asked every few seconds.
   */
  readonly addContent?: (services: Services, release: Release) => Promise<Release>;
  /** The bytes of an asset of the release whose body lies elsewhere; undefined for one that is not this module's. */
  readonly readAsset?: (services: Services, asset: Asset) => Promise<Uint8Array | undefined>;
  readonly messages?: { readonly vi: Record<string, string>; readonly en: Record<string, string> };
  /** Once, after migration and content, before listening. */
  readonly start?: (services: Services) => Promise<void>;
  /** What the running program begins once it has started and nobody waits for; never in a command. It ends soon after the signal. */
  readonly background?: (services: Services, signal: AbortSignal) => Promise<void>;
  /**
   * Moves what somebody did to the account that she signed in to, or to the other of her two accounts; safe to repeat.
   * What is sealed under the key of the one that goes is opened and sealed anew with `master`.
   */
  readonly adopt?: (tx: Tx, from: Identity, to: Identity, master: Key) => Promise<void>;
  /** Whose a paper of the module is, by what stands on it; undefined for anything else. The caller has the right to know. */
  readonly holderOf?: (context: Context, told: string) => Promise<Identity | undefined>;
  /** What the module holds about one person, for her copy of her data. */
  readonly exportPerson?: (context: Context, person: Identity) => Promise<Record<string, unknown>>;
  /** Removes or makes unreadable what the module holds about one person. */
  readonly erasePerson?: (tx: Tx, person: Identity) => Promise<void>;
  /** What it invents for a demonstration, all marked synthetic; both are safe to repeat, `remove` works as the owner. Never called in production. */
  readonly demo?: {
    readonly load: (services: Services, say: (line: string) => void) => Promise<void>;
    readonly remove: (services: Services, say: (line: string) => void) => Promise<void>;
  };
  /** What `npm run bdhvs -- <name> …` can do with it; a name is one or two words, such as `units load`. */
  readonly commands?: Readonly<Record<string, Command>>;
  /** Lines for the walk-through that the program prints when it has started, such as demo sign-ins. */
  readonly greeting?: (services: Services) => Promise<readonly string[]>;
}

/** One command of the command line. It runs on a booted program without a web server; a throw is exit code 1. */
export interface Command {
  /** One English line. */
  readonly summary: string;
  /** Such as `<file>` (needed) or `[folder]`. */
  readonly arguments?: readonly { readonly name: string; readonly summary: string }[];
  /** Such as `--unit <code>`. */
  readonly options?: readonly { readonly flags: string; readonly summary: string }[];
  readonly run: (services: Services, given: CommandInput) => Promise<void>;
}

export interface CommandInput {
  readonly arguments: readonly (string | undefined)[];
  /** By the long name in camel case; a flag without a value is true. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Progress, to standard error. */
  readonly say: (line: string) => void;
  /** Results, to standard output. */
  readonly print: (line: string) => void;
}

export type Identity = Pick<Person, 'partKey' | 'personId'>;
