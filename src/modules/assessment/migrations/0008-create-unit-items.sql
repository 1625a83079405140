-- A file of questions that somebody of a unit brought, and what was found in it. Nothing of it is a question of the
-- unit before it is confirmed.
CREATE TABLE assessment.item_imports (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  name text NOT NULL,
  format text COLLATE "C" NOT NULL,
  -- SHA-256 of the bytes; hex.
  digest text COLLATE "C" NOT NULL,
  -- What can be taken and what not, each with its place.
  found jsonb NOT NULL,
  brought_at timestamptz NOT NULL,
  brought_by uuid NOT NULL,
  confirmed_at timestamptz,
  added int,
  known int
);
-- Those that were never confirmed, to be cleared away.
CREATE INDEX item_imports_open ON assessment.item_imports (brought_at) WHERE confirmed_at IS NULL;

-- Questions of a unit's own, from draft over review and trial to live and retired.
CREATE TABLE assessment.unit_items (
  -- <competence>-u and eight letters or digits: apart from those of the content files.
  id text COLLATE "C" PRIMARY KEY,
  unit_id int NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'review', 'trial', 'live', 'retired')),
  -- Number of the newest version, from 1.
  version int NOT NULL,
  -- SHA-256 of what was brought; the same question brought twice is there once.
  origin_digest text COLLATE "C" NOT NULL,
  import_id uuid NOT NULL,
  -- Its place in the file it came from.
  place jsonb NOT NULL,
  -- Estimated from answers when it went live; before that the numbers are guesses and nothing is scored by them.
  parameters jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- A question of a live test is one whose numbers came from answers.
  CHECK (state <> 'live' OR parameters IS NOT NULL)
);
CREATE UNIQUE INDEX unit_items_origin ON assessment.unit_items (unit_id, origin_digest);
-- What tests may show.
CREATE INDEX unit_items_shown ON assessment.unit_items (state) WHERE state IN ('trial', 'live');

-- Everything that was ever saved. The id is made by the editor's browser: the same saving twice is one version.
CREATE TABLE assessment.unit_item_versions (
  item_id text COLLATE "C" NOT NULL,
  number int NOT NULL,
  id uuid NOT NULL UNIQUE,
  content jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL,
  PRIMARY KEY (item_id, number)
);
COMMENT ON TABLE assessment.unit_item_versions IS 'append-only';

-- Who moved a question on, and why.
CREATE TABLE assessment.unit_item_moves (
  id uuid PRIMARY KEY,
  item_id text COLLATE "C" NOT NULL,
  version int NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('submit', 'return', 'try', 'release', 'retire')),
  why text NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid NOT NULL
);
COMMENT ON TABLE assessment.unit_item_moves IS 'append-only';
-- The moves of a question, in order.
CREATE INDEX unit_item_moves_item ON assessment.unit_item_moves (item_id, done_at);

-- Grows whenever what tests may show has changed: every process sees by it that its release is old.
CREATE TABLE assessment.heads (
  name text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO assessment.heads (name, value) VALUES ('unit-items', 0);

-- Foreign keys apart, so that they can be dropped and added again around a distribution.
ALTER TABLE assessment.unit_item_versions ADD CONSTRAINT unit_item_versions_item FOREIGN KEY (item_id) REFERENCES assessment.unit_items (id);
ALTER TABLE assessment.unit_item_moves ADD CONSTRAINT unit_item_moves_item FOREIGN KEY (item_id) REFERENCES assessment.unit_items (id);
