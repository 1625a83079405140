-- A file of population figures: a draft until someone has seen what it changes, in force until it is taken back.
CREATE TABLE movement.population_batches (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  source text NOT NULL,
  source_date date NOT NULL,
  digest text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'in-force', 'undone')),
  row_count int NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  settled_at timestamptz
);
-- The batches of a unit, the newest first.
CREATE INDEX population_batches_unit ON movement.population_batches (unit_id, created_at);

CREATE TABLE movement.populations (
  unit_id int NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  year int NOT NULL,
  batch_id uuid NOT NULL,
  value bigint NOT NULL CHECK (value >= 0),
  PRIMARY KEY (unit_id, group_code, year, batch_id)
);
-- Undoing, and showing what a batch holds.
CREATE INDEX populations_batch ON movement.populations (batch_id);
