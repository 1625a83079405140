CREATE SCHEMA movement;

-- One person counted for one indicator: the present truth, made again from her confirmations and her home at any time.
CREATE TABLE movement.facts (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  -- Home commune; 0 while it is not known.
  unit_id int NOT NULL,
  -- Target group of the confirmation that counts.
  group_code text COLLATE "C" NOT NULL,
  since date NOT NULL,
  credential_id uuid NOT NULL,
  PRIMARY KEY (part_key, person_id, indicator)
);

-- Held while a person's facts are made again: two that do so at once wait for each other.
CREATE TABLE movement.turns (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id)
);

-- What a changed fact adds to or takes from its unit; folded into the figures of all units above, then gone.
CREATE TABLE movement.deltas (
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  -- Monday of the week in which the person has been counted since.
  week date NOT NULL,
  d int NOT NULL,
  PRIMARY KEY (part_key, id)
);

-- People counted in a unit and everything below it, by the week since when. Unit 0 is "home not known": part of the nation only.
CREATE TABLE movement.figures (
  part_key int NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  week date NOT NULL,
  num bigint NOT NULL,
  PRIMARY KEY (part_key, unit_id, indicator, group_code, week)
);

-- The same, made anew from all facts by the nightly rebuild, before it is compared.
CREATE TABLE movement.staging (
  part_key int NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  week date NOT NULL,
  num bigint NOT NULL,
  PRIMARY KEY (part_key, unit_id, indicator, group_code, week)
);

-- Rebuilds: when, over which tree of units, and how many cells were not as the folding had left them.
CREATE TABLE movement.runs (
  id uuid PRIMARY KEY,
  reason text COLLATE "C" NOT NULL CHECK (reason IN ('nightly', 'command', 'new-tree')),
  tree_id int NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  facts bigint NOT NULL,
  cells bigint NOT NULL,
  drift bigint NOT NULL
);
-- The last one is shown beside every figure.
CREATE INDEX runs_finished ON movement.runs (finished_at, id);

-- Each cell that differed: a defect to be explained.
CREATE TABLE movement.drifts (
  run_id uuid NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  week date NOT NULL,
  live bigint NOT NULL,
  rebuilt bigint NOT NULL,
  PRIMARY KEY (run_id, unit_id, indicator, group_code, week)
);

-- Which version of the tree the figures stand on.
CREATE TABLE movement.heads (
  name text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO movement.heads (name, value) VALUES ('tree', 0);
