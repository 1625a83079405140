CREATE SCHEMA identity;

-- A person: an anonymous learner known only to her device, a resident who signed in, or a member of staff.
CREATE TABLE identity.persons (
  part_key int NOT NULL,
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('anonymous', 'resident', 'staff')),
  created_at timestamptz NOT NULL,
  -- The commune where she lives, once she has said so; part_key never changes with it.
  home_unit_id int,
  -- Name and birth date, sealed under her own key: erasing her is destroying that key.
  profile_sealed bytea,
  -- Where an anonymous learner's work went when she signed in.
  adopted_part_key int,
  adopted_id uuid,
  erased_at timestamptz,
  synthetic boolean NOT NULL DEFAULT false,
  PRIMARY KEY (part_key, id)
);

-- A person's own key, wrapped under the master key.
CREATE TABLE identity.person_keys (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (part_key, person_id)
);

-- What must be unique nationwide: the HMAC of an identity number, of an OIDC subject, or a login name.
CREATE TABLE identity.identifiers (
  hash text COLLATE "C" PRIMARY KEY,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('national-id', 'oidc', 'login')),
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  -- The value itself, sealed under the person's key, where it must be shown again.
  sealed bytea
);
-- Erasure and export find a person's identifiers.
CREATE INDEX identifiers_person ON identity.identifiers (part_key, person_id);

-- A signed-in browser. The cookie holds the token, the table only its digest.
CREATE TABLE identity.sessions (
  token_hash text COLLATE "C" PRIMARY KEY,
  id uuid NOT NULL,
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- When a second factor was last shown.
  strong_at timestamptz,
  device text NOT NULL DEFAULT '',
  id_token_hint text,
  ended_at timestamptz
);
-- Sign-out everywhere, and the list of her devices.
CREATE INDEX sessions_person ON identity.sessions (part_key, person_id);

-- A role at a unit; it reaches the unit's descendants.
CREATE TABLE identity.grants (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text COLLATE "C" NOT NULL,
  unit_id int NOT NULL,
  granted_by uuid,
  granted_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (part_key, id)
);
CREATE INDEX grants_person ON identity.grants (part_key, person_id) WHERE ended_at IS NULL;
CREATE INDEX grants_unit ON identity.grants (unit_id) WHERE ended_at IS NULL;
