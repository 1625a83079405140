import type { Generated } from 'kysely';

export interface IdentityTables {
  'identity.persons': {
    part_key: number;
    id: string;
    kind: 'anonymous' | 'resident' | 'staff';
    created_at: Date;
    home_unit_id: number | null;
    profile_sealed: Buffer | null;
    adopted_part_key: number | null;
    adopted_id: string | null;
    adopted_at: Generated<Date | null>;
    erased_at: Date | null;
    synthetic: Generated<boolean>;
  };
  'identity.person_keys': { part_key: number; person_id: string; wrapped: Buffer };
  'identity.identifiers': {
    hash: string;
    kind: 'national-id' | 'oidc' | 'login';
    part_key: number;
    person_id: string;
    sealed: Buffer | null;
  };
  'identity.sessions': {
    token_hash: string;
    id: string;
    part_key: number;
    person_id: string;
    created_at: Date;
    expires_at: Date;
    strong_at: Date | null;
    device: Generated<string>;
    id_token_hint: string | null;
    ended_at: Date | null;
  };
  'identity.grants': {
    part_key: number;
    id: string;
    person_id: string;
    role: string;
    unit_id: number;
    granted_by: string | null;
    granted_at: Date;
    ended_at: Date | null;
  };
  'identity.audit': {
    part_key: number;
    seq: number;
    id: string;
    at: Date;
    actor_id: string | null;
    action: string;
    subject_id: string | null;
    unit_id: number | null;
    detail: unknown;
    hash: string;
  };
  'identity.audit_heads': { part_key: number; seq: number; hash: string };
  'identity.consents': {
    part_key: number;
    id: string;
    person_id: string;
    purpose: string;
    text_version: string;
    given: boolean;
    at: Date;
  };
  'identity.sign_ins': {
    state_hash: string;
    browser_hash: string;
    nonce: string;
    code_verifier: string;
    return_to: string;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.staff_credentials': {
    part_key: number;
    person_id: string;
    login: string;
    password_hash: string | null;
    totp_sealed: Buffer | null;
    totp_pending_sealed: Buffer | null;
    totp_step: Generated<number>;
    disabled_at: Date | null;
  };
  'identity.passkeys': {
    credential_id: string;
    part_key: number;
    person_id: string;
    public_key: Buffer;
    counter: number;
    transports: string[];
    name: string;
    created_at: Date;
    used_at: Date | null;
  };
  'identity.invitations': {
    token_hash: string;
    part_key: number;
    person_id: string;
    created_by: string | null;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.challenges': {
    token_hash: string;
    purpose: 'second-factor' | 'passkey-registration' | 'set-up';
    part_key: number;
    person_id: string;
    challenge: string;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.attempts': { key_hash: string; failures: number; last_at: Date; blocked_until: Date | null };
  'identity.devices': { token_hash: string; founder_id: string | null; created_at: Date };
  'identity.profiles': {
    device_hash: string;
    id: string;
    part_key: number;
    person_id: string;
    added_at: Date;
    removed_at: Date | null;
  };
  'identity.cards': {
    part_key: number;
    id: string;
    person_id: string;
    pictures_hash: string;
    issued_at: Date;
    ended_at: Date | null;
  };
  'identity.mentor_codes': {
    code_hash: string;
    part_key: number;
    person_id: string;
    purpose: 'mentor' | 'join';
    taken_part_key: number | null;
    taken_id: string | null;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.mentorings': {
    part_key: number;
    id: string;
    person_id: string;
    mentor_part_key: number;
    mentor_id: string;
    unit_id: number;
    began_at: Date;
    ended_at: Date | null;
  };
  'identity.joinings': {
    part_key: number;
    id: string;
    person_id: string;
    from_part_key: number;
    from_id: string;
    unit_id: number;
    reason: string;
    asked_by: string;
    asked_at: Date;
    state: 'open' | 'approved' | 'refused';
    decided_by: string | null;
    decided_at: Date | null;
  };
  'identity.card_finders': { hash: string; part_key: number; card_id: string };
}
