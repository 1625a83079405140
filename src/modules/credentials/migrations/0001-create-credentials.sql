CREATE SCHEMA credentials;

-- Passed tests that wait until the person has signed in and agreed. The session is read again when they have.
CREATE TABLE credentials.pending (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  session_id uuid NOT NULL,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id, session_id)
);

-- A confirmation. What names the person or tells of her result is sealed under her own key.
CREATE TABLE credentials.credentials (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  session_id uuid NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  -- The certificate form of the content that words it.
  form text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  issued_at timestamptz NOT NULL,
  -- The calendar day of issued_at in Vietnam.
  issued_on date NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  -- The signed document and what the certificate prints: {jwt, name, outcome}.
  sealed bytea NOT NULL,
  -- When she was asked where she lives and said "later"; she is asked once.
  home_asked_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text COLLATE "C",
  revoked_note text,
  revoked_by uuid,
  synthetic boolean NOT NULL DEFAULT false,
  PRIMARY KEY (part_key, id),
  -- One test confirms once, however often its event arrives.
  UNIQUE (part_key, person_id, rule_set, session_id)
);
-- The public list of revoked credentials, which other verifiers read.
CREATE INDEX credentials_revoked ON credentials.credentials (revoked_at, id) WHERE revoked_at IS NOT NULL;

-- Unique nationwide: the code printed on the certificate.
CREATE TABLE credentials.verifications (
  code text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  credential_id uuid NOT NULL
);
-- Erasing a person takes her codes with her.
CREATE INDEX verifications_credential ON credentials.verifications (part_key, credential_id);

-- Keys that sign. A small table, the same on every node. A key signs from valid_from until valid_to.
CREATE TABLE credentials.issuer_keys (
  id text COLLATE "C" PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  -- Sealed under the master key; null once destroyed.
  private_sealed bytea,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz
);

-- What movement counts by; no name, no result.
CREATE VIEW credentials.pub_confirmations AS
  SELECT part_key, person_id, id AS credential_id, group_code, rule_set, issued_on, issued_at, revoked_at, synthetic
  FROM credentials.credentials;
