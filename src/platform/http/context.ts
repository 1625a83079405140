import type { Config } from '#platform/config/config.ts';
import type { Release } from '#platform/content/release.ts';
import type { Key } from '#platform/crypto/seal.ts';
import type { AnyTables, Db } from '#platform/database/connect.ts';
import type { NewId } from '#platform/ids/uuid7.ts';
import type { Logger } from '#platform/log/log.ts';

export type Language = 'vi' | 'en';

/** A right given to a person at a unit; it reaches the unit's descendants. */
export interface Grant {
  readonly role: string;
  readonly unitId: number;
}

/** Who asks. An anonymous learner is a person too: only her device knows her. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly partKey: number;
      readonly personId: string;
      readonly sessionId: string;
      /** true while nobody has signed in: the device's own learner */
      readonly anonymous: boolean;
      readonly grants: readonly Grant[];
      /** when the second factor was last shown; undefined for learners */
      readonly strongSince: Date | undefined;
    };
export type Person = Extract<Actor, { kind: 'person' }>;

/** What the running program gives to every action; made once. Time, ids and chance come from here. */
export interface Services<Tables = AnyTables> {
  readonly db: Db<Tables>;
  readonly now: () => Date;
  readonly newId: NewId;
  readonly log: Logger;
  readonly config: Config;
  /** Root of all keys; use `deriveKey(master, purpose)`. */
  readonly master: Key;
  /** The content release in force. */
  readonly content: () => Release;
  /** Something was published or taken back: when it settles, `content` gives the release that says so. */
  readonly contentChanged: () => Promise<void>;
}

/** What one request gives to its action. */
export interface Context<Tables = AnyTables> extends Services<Tables> {
  readonly actor: Actor;
  readonly language: Language;
  readonly correlationId: string;
  /** The caller's network address; for rate limits only, never stored in clear. */
  readonly address: string;
  /** The raw request, for what is not JSON (files, redirects). */
  readonly request: Request;
  /** Headers and cookies to send back, such as a session cookie. */
  readonly reply: Headers;
}

/** A context for work that no request asked for: event handlers, schedules, commands. */
export function systemContext<T>(services: Services<T>, correlationId: string): Context<T> {
  return {
    ...services,
    actor: { kind: 'nobody' },
    language: 'vi',
    correlationId,
    address: '',
    request: new Request('http://localhost/'),
    reply: new Headers(),
  };
}
