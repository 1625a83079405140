-- How a system outside gets what it is told: it is called (webhook), it asks (pull), or it is handed files (file).
ALTER TABLE interop.receivers
  ADD COLUMN way text COLLATE "C" NOT NULL DEFAULT 'webhook' CHECK (way IN ('webhook', 'pull', 'file')),
  -- What it may read with a token: results.read, confirmations.read, figures.read.
  ADD COLUMN scopes text[] NOT NULL DEFAULT '{}',
  -- From then on it is told nothing and may read nothing.
  ADD COLUMN ends_at timestamptz,
  -- The number of the last thing put in its feed; whoever numbers holds this row.
  ADD COLUMN last_position int NOT NULL DEFAULT 0,
  -- While a secret is changed, deliveries are signed with the one before as well.
  ADD COLUMN secret_before_sealed bytea,
  ADD COLUMN secret_before_until timestamptz,
  -- Confirmations from before it was registered are gone through once, by day and id.
  ADD COLUMN past text COLLATE "C" NOT NULL DEFAULT 'none' CHECK (past IN ('none', 'wanted', 'done')),
  ADD COLUMN past_day text COLLATE "C",
  ADD COLUMN past_id uuid,
  ALTER COLUMN address DROP NOT NULL,
  ALTER COLUMN secret_sealed DROP NOT NULL;

-- By what a system shows who it is when it asks for a token; two hold at once while one is changed.
CREATE TABLE interop.receiver_keys (
  receiver_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('secret', 'jwk')),
  -- SHA-256 of a secret of 256 random bits, hex.
  secret_hash text COLLATE "C",
  public_jwk jsonb,
  made_at timestamptz NOT NULL,
  ends_at timestamptz,
  used_at timestamptz,
  PRIMARY KEY (receiver_id, id)
);

-- Assertions that were used and are still in force: each gives one token.
CREATE TABLE interop.used_assertions (
  receiver_id uuid NOT NULL,
  jti_hash text COLLATE "C" NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (receiver_id, jti_hash)
);

ALTER TABLE interop.deliveries
  -- Its place in the feed of a receiver that asks; null while it has none.
  ADD COLUMN position int,
  -- Null where nothing is sent: the receiver fetches it.
  ALTER COLUMN next_at DROP NOT NULL;
-- A page of a feed.
CREATE INDEX deliveries_in_feed ON interop.deliveries (receiver_id, position) WHERE position IS NOT NULL;
-- What has no place yet.
CREATE INDEX deliveries_unplaced ON interop.deliveries (receiver_id, created_at, id)
  WHERE position IS NULL AND next_at IS NULL AND state = 'waiting';
