export interface CredentialsTables {
  'credentials.pending': { part_key: number; person_id: string; session_id: string; noted_at: Date };
  'credentials.credentials': {
    part_key: number;
    id: string;
    person_id: string;
    session_id: string;
    rule_set: string;
    group_code: string;
    form: string;
    code: string;
    issued_at: Date;
    /** `YYYY-MM-DD` */
    issued_on: string;
    key_id: string;
    sealed: Buffer;
    home_asked_at: Date | null;
    revoked_at: Date | null;
    revoked_reason: string | null;
    revoked_note: string | null;
    revoked_by: string | null;
    synthetic: boolean;
    status_list: number | null;
    status_slot: number | null;
    /** `YYYY-MM-DD` */
    ends_on: string | null;
    replaced_by: string | null;
    replaced_at: Date | null;
  };
  'credentials.shares': {
    part_key: number;
    id: string;
    person_id: string;
    credential_id: string;
    fields: string[];
    made_at: Date;
    until: Date;
    withdrawn_at: Date | null;
    opened: number;
    opened_at: Date | null;
  };
  'credentials.share_finders': { hash: string; part_key: number; share_id: string };
  'credentials.prints': {
    part_key: number;
    id: string;
    unit_id: number;
    form: string;
    /** `YYYY-MM-DD` */
    from_day: string;
    to_day: string;
    total: number;
    made_by_part_key: number;
    made_by: string;
    made_at: Date;
  };
  'credentials.print_pieces': {
    part_key: number;
    print_id: string;
    place: number;
    sheets: unknown;
    made_at: Date;
    claimed_at: Date | null;
    attempts: number;
    drawn: number | null;
    sealed: Buffer | null;
    bytes: number | null;
  };
  'credentials.status_lists': { list: number; opened_at: Date };
  'credentials.status_slots': { list: number; slot: number; revoked: boolean };
  'credentials.kinds': {
    kind: number;
    form: string;
    rule_set: string;
    group_code: string;
    rule_set_name: unknown;
  };
  'credentials.verifications': { code: string; part_key: number; credential_id: string };
  'credentials.issuer_keys': {
    id: string;
    public_jwk: unknown;
    private_sealed: Buffer | null;
    valid_from: Date;
    valid_to: Date | null;
    withdrawn_at: Date | null;
  };
  'credentials.pub_confirmations': PubConfirmation;
  'identity.pub_homes': { part_key: number; person_id: string; home_unit_id: number | null };
}

/** A row of the published view `credentials.pub_confirmations`. */
export interface PubConfirmation {
  part_key: number;
  person_id: string;
  credential_id: string;
  group_code: string;
  rule_set: string;
  /** `YYYY-MM-DD` in Vietnam */
  issued_on: string;
  issued_at: Date;
  revoked_at: Date | null;
  synthetic: boolean;
}
