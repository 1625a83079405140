CREATE SCHEMA reporting;

-- A unit's report of one period by one form; it begins with the first thing that somebody writes.
CREATE TABLE reporting.reports (
  -- Of the unit.
  part_key int NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  -- Such as 2026-Q3.
  period text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'entered', 'sent', 'returned', 'accepted')),
  -- What it was last sent back with.
  comment text NOT NULL DEFAULT '',
  -- How often it was sent; 0 before.
  edition int NOT NULL DEFAULT 0,
  sent_at timestamptz,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, unit_id, form_id, period)
);
-- A unit lists its own reports; the unit above asks for those of its parts.
CREATE INDEX reports_unit ON reporting.reports (unit_id, form_id, period);

-- The four numbers of every cell. The highest revision of a kind holds; those before it stay.
CREATE TABLE reporting.numbers (
  part_key int NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  cell text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('computed', 'declared', 'verified', 'adopted')),
  revision int NOT NULL,
  -- Null: what was said before is taken back.
  num numeric,
  den numeric,
  source text NOT NULL,
  source_date date NOT NULL,
  grade text COLLATE "C" NOT NULL,
  -- Of a declared number: which one shall hold, and why.
  choice text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  note text NOT NULL,
  written_at timestamptz NOT NULL,
  written_by uuid,
  PRIMARY KEY (part_key, unit_id, form_id, period, cell, kind, revision)
);
COMMENT ON TABLE reporting.numbers IS 'append-only';

-- The texts of a report, revision by revision.
CREATE TABLE reporting.texts (
  part_key int NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  section text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  body text NOT NULL,
  written_at timestamptz NOT NULL,
  written_by uuid,
  PRIMARY KEY (part_key, unit_id, form_id, period, section, revision)
);
COMMENT ON TABLE reporting.texts IS 'append-only';

-- Everything that was done with a report; the same id is the same act, so that a repeat does nothing.
CREATE TABLE reporting.acts (
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL,
  -- SHA-256 of what came with the id.
  digest text COLLATE "C" NOT NULL,
  comment text NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE reporting.acts IS 'append-only';
-- The history of a report, in order.
CREATE INDEX acts_report ON reporting.acts (part_key, unit_id, form_id, period, done_at);

-- A period that a unit has closed over its parts: who was missing, and what every part said, frozen.
CREATE TABLE reporting.closings (
  -- Of the unit that closes.
  part_key int NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  -- [{ "id", "name" }] of the parts that had not sent.
  missing jsonb NOT NULL,
  -- What holds for every part and cell, and the sums.
  copy jsonb NOT NULL,
  -- SHA-256 of the copy: anybody can see that it is the one of that day.
  digest text COLLATE "C" NOT NULL,
  closed_at timestamptz NOT NULL,
  closed_by uuid NOT NULL,
  PRIMARY KEY (part_key, unit_id, form_id, period)
);
COMMENT ON TABLE reporting.closings IS 'append-only';

-- Leave to change a report of a closed period once more: for whom, why, until when.
CREATE TABLE reporting.exceptions (
  -- Of the unit that reports.
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  -- The last day on which it holds.
  until_day date NOT NULL,
  given_at timestamptz NOT NULL,
  given_by uuid NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE reporting.exceptions IS 'append-only';
-- Whether one is in force is asked with every change.
CREATE INDEX exceptions_report ON reporting.exceptions (part_key, unit_id, form_id, period);
