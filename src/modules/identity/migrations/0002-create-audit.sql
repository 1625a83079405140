-- Who did or read what. One chain for each part_key: each entry carries the digest of the one before it.
CREATE TABLE identity.audit (
  part_key int NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid,
  action text COLLATE "C" NOT NULL,
  subject_id uuid,
  unit_id int,
  detail jsonb NOT NULL,
  hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (part_key, seq)
);
COMMENT ON TABLE identity.audit IS 'append-only, hash-chained';
CREATE INDEX audit_subject ON identity.audit (part_key, subject_id);

CREATE TABLE identity.audit_heads (
  part_key int PRIMARY KEY,
  seq bigint NOT NULL,
  hash text COLLATE "C" NOT NULL
);

-- Consent is given for one purpose, under one version of the text, and taken back as easily (Law 91/2025/QH15, article 9).
CREATE TABLE identity.consents (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  text_version text COLLATE "C" NOT NULL,
  given boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE identity.consents IS 'append-only ledger';
CREATE INDEX consents_person ON identity.consents (part_key, person_id, purpose, at);
