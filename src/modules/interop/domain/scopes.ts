/** What a program outside may be allowed to read (OAuth 2.0 scopes). */
export const scopes = ['confirmations.read', 'results.read', 'figures.read'] as const;
export type Scope = (typeof scopes)[number];

/** How a system outside gets what it is told: it is called, it asks, or it is handed files. */
export const ways = ['webhook', 'pull', 'file'] as const;
export type Way = (typeof ways)[number];

/** What a receiver may be told of a confirmation beside the code, the kind, the day and the commune. */
export const fields = ['name', 'domains'] as const;
export type Field = (typeof fields)[number];

/**
 * The scopes that a token gets (RFC 6749 §3.3): those asked for, all that the client has when it asks for none.
 *
 * @returns undefined when one asked for is not the client's
 */
export function grantScopes(asked: string | null, held: readonly Scope[]): readonly Scope[] | undefined {
  const wanted = (asked ?? '').split(' ').filter(Boolean);
  if (wanted.length === 0) return held;
  return wanted.every((one) => held.includes(one as Scope))
    ? held.filter((one) => wanted.includes(one))
    : undefined;
}
