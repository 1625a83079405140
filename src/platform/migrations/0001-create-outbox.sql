-- Events are written in the transaction of the change they tell of; the worker delivers them at least once.
CREATE TABLE platform.outbox (
  part_key int NOT NULL,
  id uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  PRIMARY KEY (part_key, id)
);
-- The worker asks for what is due, oldest first.
CREATE INDEX outbox_due ON platform.outbox (due_at, id);

-- Which process does the work that only one may do; a lease that is not renewed passes on.
CREATE TABLE platform.leases (
  name text COLLATE "C" PRIMARY KEY,
  holder uuid NOT NULL,
  until timestamptz NOT NULL
);

-- Small facts about this installation: content release, demo data, key check.
CREATE TABLE platform.facts (
  name text COLLATE "C" PRIMARY KEY,
  value jsonb NOT NULL
);
