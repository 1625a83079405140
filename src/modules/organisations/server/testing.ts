import type { Actor } from '#platform/http/context.ts';
import { newUuid } from '#platform/ids/uuid7.ts';

/** A person as an action sees her, for tests that need no browser. */
export function actorAt(...grants: readonly [role: string, unitId: number][]): Actor {
  return {
    kind: 'person',
    partKey: 1,
    personId: newUuid(),
    sessionId: newUuid(),
    anonymous: false,
    grants: grants.map(([role, unitId]) => ({ role, unitId })),
    strongSince: new Date(),
  };
}
