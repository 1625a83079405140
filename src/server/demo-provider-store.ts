import type { Adapter, AdapterPayload } from 'oidc-provider';

const kept = new Map<string, { payload: AdapterPayload; until: number }>();
const MOST = 5_000;

/** The trial provider's memory: gone with the process. */
export class MemoryAdapter implements Adapter {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
  private key(id: string): string {
    return `${this.kind}:${id}`;
  }
  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (kept.size >= MOST) kept.clear();
    kept.set(this.key(id), { payload, until: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = kept.get(this.key(id));
    return found && found.until > Date.now() ? found.payload : undefined;
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.uid === uid);
  }
  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.userCode === userCode);
  }
  async destroy(id: string): Promise<void> {
    kept.delete(this.key(id));
  }
  async consume(id: string): Promise<void> {
    const found = kept.get(this.key(id));
    if (found) found.payload.consumed = Math.floor(Date.now() / 1000);
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
  }
  private findWhere(wanted: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload, until }] of kept) {
      if (key.startsWith(`${this.kind}:`) && until > Date.now() && wanted(payload)) return payload;
    }
    return undefined;
  }
}
