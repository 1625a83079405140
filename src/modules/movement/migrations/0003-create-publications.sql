-- A day's figures as the public may see them. Once written a snapshot never changes.
CREATE TABLE movement.snapshots (
  day date PRIMARY KEY,
  made_at timestamptz NOT NULL,
  -- Digest of the publication policy and of the indicators it was made with.
  policy text COLLATE "C" NOT NULL
);
CREATE TABLE movement.published (
  day date NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  -- The true count. Never leaves the server while state is not 'shown'.
  num bigint NOT NULL,
  -- small: fewer than the policy allows; beside: hidden so that a small one cannot be found by subtraction.
  state text COLLATE "C" NOT NULL CHECK (state IN ('shown', 'small', 'beside')),
  denominator bigint,
  population_year int,
  -- Rounded share in percent points, with its edge: '<=', '>=' or ''.
  percent int,
  percent_edge text COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY (day, unit_id, indicator)
);
-- Foreign keys apart from small tables only.
ALTER TABLE movement.published ADD CONSTRAINT published_day FOREIGN KEY (day) REFERENCES movement.snapshots (day);
ALTER TABLE movement.populations ADD CONSTRAINT populations_batch FOREIGN KEY (batch_id) REFERENCES movement.population_batches (id);
