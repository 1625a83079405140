/** What a receiver may be told beside the code, the kind, the day and the commune. */
export const fields = ['name', 'domains'] as const;
export type Field = (typeof fields)[number];

export type DeliveryKind = 'confirmation.issued' | 'confirmation.revoked';
/** `not-sent`: when its turn came there was no agreement any more, or nothing left to tell. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'not-sent';

export interface InteropTables {
  'interop.receivers': {
    id: string;
    unit_id: number;
    name: string;
    address: string;
    secret_sealed: Buffer;
    fields: Field[];
    created_at: Date;
    removed_at: Date | null;
  };
  'interop.deliveries': {
    part_key: number;
    id: string;
    receiver_id: string;
    person_id: string;
    credential_id: string;
    kind: DeliveryKind;
    state: DeliveryState;
    attempts: number;
    created_at: Date;
    next_at: Date;
    sent_at: Date | null;
    last_status: number | null;
    last_error: string | null;
    acknowledged_at: Date | null;
  };
  // Published by credentials.
  'credentials.pub_confirmations': {
    part_key: number;
    person_id: string;
    credential_id: string;
    group_code: string;
    /** `YYYY-MM-DD` */
    issued_on: string;
    revoked_at: Date | null;
    synthetic: boolean;
  };
  // Published by identity.
  'identity.pub_homes': { part_key: number; person_id: string; home_unit_id: number | null };
  'identity.pub_consents': {
    part_key: number;
    id: string;
    person_id: string;
    purpose: string;
    given: boolean;
    at: Date;
  };
}
