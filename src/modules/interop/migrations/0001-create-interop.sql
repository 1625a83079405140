CREATE SCHEMA interop;

-- Systems outside that are told of confirmations of a unit's people.
CREATE TABLE interop.receivers (
  id uuid PRIMARY KEY,
  -- They are told of people who live in this unit or below it.
  unit_id int NOT NULL,
  name text NOT NULL,
  address text COLLATE "C" NOT NULL,
  -- What their deliveries are signed with, under the installation's key.
  secret_sealed bytea NOT NULL,
  -- What they are told beside the code: name, domains.
  fields text[] NOT NULL,
  created_at timestamptz NOT NULL,
  removed_at timestamptz
);

-- One thing to tell one receiver: waits, and stays as the register of what was sent and acknowledged.
CREATE TABLE interop.deliveries (
  part_key int NOT NULL,
  id uuid NOT NULL,
  receiver_id uuid NOT NULL,
  person_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('confirmation.issued', 'confirmation.revoked')),
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'not-sent')),
  attempts int NOT NULL,
  created_at timestamptz NOT NULL,
  -- When it is tried next.
  next_at timestamptz NOT NULL,
  sent_at timestamptz,
  -- What the receiver answered last; null while it never did.
  last_status int,
  last_error text,
  acknowledged_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- However often an event comes, a receiver is told once of each confirmation and of its end.
CREATE UNIQUE INDEX deliveries_once
  ON interop.deliveries (part_key, person_id, credential_id, kind, receiver_id);
CREATE INDEX deliveries_due ON interop.deliveries (next_at, id) WHERE state = 'waiting';
CREATE INDEX deliveries_of_receiver ON interop.deliveries (receiver_id, created_at, id);
