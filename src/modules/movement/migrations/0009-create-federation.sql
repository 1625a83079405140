-- Keys with which this installation signs the bundles that it sends upward. One signs at a time.
CREATE TABLE movement.federation_keys (
  -- RFC 7638 thumbprint.
  id text COLLATE "C" PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  private_sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz
);
-- Keys of other installations, each speaking for one unit. A unit has one that is in force.
CREATE TABLE movement.trusted_keys (
  id text COLLATE "C" PRIMARY KEY,
  unit_id int NOT NULL,
  public_jwk jsonb NOT NULL,
  trusted_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX trusted_keys_unit ON movement.trusted_keys (unit_id) WHERE ended_at IS NULL;
-- Every bundle that was accepted, as it came. What it says stands apart from what is counted here.
CREATE TABLE movement.received_bundles (
  -- SHA-256 of the JWS, in hexadecimal digits.
  digest text COLLATE "C" PRIMARY KEY,
  unit_id int NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  sequence int NOT NULL CHECK (sequence > 0),
  product text NOT NULL,
  invented boolean NOT NULL,
  -- SHA-256 of what it says of units: equal when a bundle was made again by a newer program.
  content text COLLATE "C" NOT NULL,
  jws text NOT NULL,
  received_at timestamptz NOT NULL
);
-- A frozen day never changes: one bundle a day of each unit. The newest of a unit is read from here too.
CREATE UNIQUE INDEX received_bundles_day ON movement.received_bundles (unit_id, day);
CREATE TABLE movement.received_figures (
  digest text COLLATE "C" NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  -- Null where the sender may not tell it.
  num bigint CHECK (num >= 0),
  PRIMARY KEY (digest, unit_id, indicator)
);
