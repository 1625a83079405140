-- When an anonymous learner's work went to an account; a late write is moved again for a day.
ALTER TABLE identity.persons ADD COLUMN adopted_at timestamptz;
-- The sweep for late writes asks for what was adopted lately.
CREATE INDEX persons_adopted ON identity.persons (adopted_at) WHERE adopted_at IS NOT NULL;
-- Erasing an account erases the learners that it adopted.
CREATE INDEX persons_adopted_by ON identity.persons (adopted_part_key, adopted_id) WHERE adopted_id IS NOT NULL;

-- A sign-in under way at the identity provider: used once, within ten minutes, by the browser that began it.
CREATE TABLE identity.sign_ins (
  state_hash text COLLATE "C" PRIMARY KEY,
  -- Digest of the cookie of the browser that began; another browser cannot finish.
  browser_hash text COLLATE "C" NOT NULL,
  nonce text NOT NULL,
  code_verifier text NOT NULL,
  return_to text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
-- The daily tidying asks for what has expired.
CREATE INDEX sign_ins_expires ON identity.sign_ins (expires_at);

-- How a member of staff proves who she is.
CREATE TABLE identity.staff_credentials (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  login text COLLATE "C" NOT NULL,
  password_hash text,
  -- Under her own key. The pending one becomes the real one when its first code is right.
  totp_sealed bytea,
  totp_pending_sealed bytea,
  -- The time step of the last code that was taken: a code is good once.
  totp_step bigint NOT NULL DEFAULT 0,
  disabled_at timestamptz,
  PRIMARY KEY (part_key, person_id)
);

CREATE TABLE identity.passkeys (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  credential_id text COLLATE "C" NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (part_key, person_id, credential_id)
);

-- A one-time link with which a new member of staff sets her own password and second factor.
CREATE TABLE identity.invitations (
  token_hash text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  created_by uuid,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
-- A new invitation ends the earlier ones of the same person.
CREATE INDEX invitations_person ON identity.invitations (part_key, person_id);

-- A step between two requests of one browser: password shown and second factor due, or a passkey being made.
CREATE TABLE identity.challenges (
  token_hash text COLLATE "C" PRIMARY KEY,
  purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('second-factor', 'passkey-registration', 'set-up')),
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  challenge text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX challenges_expires ON identity.challenges (expires_at);

-- Wrong sign-ins for one login name or one address (only their HMAC is kept).
CREATE TABLE identity.attempts (
  key_hash text COLLATE "C" PRIMARY KEY,
  failures int NOT NULL,
  last_at timestamptz NOT NULL,
  blocked_until timestamptz
);
