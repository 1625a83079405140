export interface FederationTables {
  'movement.federation_keys': {
    id: string;
    public_jwk: unknown;
    private_sealed: Buffer;
    made_at: Date;
    ended_at: Date | null;
  };
  'movement.trusted_keys': {
    id: string;
    unit_id: number;
    public_jwk: unknown;
    trusted_at: Date;
    ended_at: Date | null;
  };
  'movement.received_bundles': {
    digest: string;
    unit_id: number;
    key_id: string;
    day: string;
    sequence: number;
    product: string;
    invented: boolean;
    content: string;
    jws: string;
    received_at: Date;
  };
  'movement.received_figures': { digest: string; unit_id: number; indicator: string; num: number | null };
}
