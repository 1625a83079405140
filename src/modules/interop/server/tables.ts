import type { RowState } from '../domain/acknowledgement.ts';
import type { Field, Scope, Way } from '../domain/scopes.ts';

export type DeliveryKind = 'confirmation.issued' | 'confirmation.revoked';
/** `not-sent`: when its turn came there was no agreement any more, or nothing left to tell. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'not-sent';

export interface InteropTables {
  'interop.receivers': {
    id: string;
    unit_id: number;
    name: string;
    way: Way;
    address: string | null;
    secret_sealed: Buffer | null;
    secret_before_sealed: Buffer | null;
    secret_before_until: Date | null;
    fields: Field[];
    scopes: Scope[];
    last_position: number;
    past: 'none' | 'wanted' | 'done';
    /** `YYYY-MM-DD` */
    past_day: string | null;
    past_id: string | null;
    created_at: Date;
    ends_at: Date | null;
    removed_at: Date | null;
  };
  'interop.receiver_keys': {
    receiver_id: string;
    id: string;
    kind: 'secret' | 'jwk';
    secret_hash: string | null;
    public_jwk: unknown;
    made_at: Date;
    ends_at: Date | null;
    used_at: Date | null;
  };
  'interop.used_assertions': { receiver_id: string; jti_hash: string; until: Date };
  'interop.batches': {
    receiver_id: string;
    number: number;
    id: string;
    /** `YYYY-MM-DD` */
    from_day: string | null;
    to_day: string | null;
    made_at: Date;
    row_count: number;
    digest: string;
    content_sealed: Buffer | null;
    downloaded_at: Date | null;
    settled_at: Date | null;
  };
  'interop.batch_rows': {
    part_key: number;
    delivery_id: string;
    receiver_id: string;
    number: number;
    line: number;
    person_id: string;
    state: RowState;
    reason: string | null;
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
    /** null where the receiver fetches it */
    next_at: Date | null;
    /** in the feed of a receiver that asks */
    position: number | null;
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
