-- A sample of the passes of a month that are checked again by real tasks; whoever has list and seed draws the same one.
CREATE TABLE assessment.rechecks (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  period text COLLATE "C" NOT NULL,
  -- Tests of the unit's people that ended in the month, and passes among them.
  finished int NOT NULL,
  passed int NOT NULL,
  -- SHA-256 of the list, and of unit, month and that.
  list_digest text COLLATE "C" NOT NULL,
  seed text COLLATE "C" NOT NULL,
  drawn_by uuid NOT NULL,
  drawn_at timestamptz NOT NULL
);
COMMENT ON TABLE assessment.rechecks IS 'append-only';
-- Nobody draws until she likes the sample.
CREATE UNIQUE INDEX rechecks_once ON assessment.rechecks (unit_id, period);

-- All passes of the list, so that it can be drawn from again; the first ones are the sample.
CREATE TABLE assessment.recheck_passes (
  part_key int NOT NULL,
  recheck_id uuid NOT NULL,
  session_id uuid NOT NULL,
  person_id uuid NOT NULL,
  home_unit_id int NOT NULL,
  -- Place in the order of the draw, from 1; 0 outside the sample.
  place int NOT NULL,
  PRIMARY KEY (part_key, recheck_id, session_id)
);
-- A recheck is read whole.
CREATE INDEX recheck_passes_recheck ON assessment.recheck_passes (recheck_id, place);

-- What a checker saw; the last one about a pass holds.
CREATE TABLE assessment.recheck_results (
  part_key int NOT NULL,
  id uuid NOT NULL,
  recheck_id uuid NOT NULL,
  session_id uuid NOT NULL,
  result text COLLATE "C" NOT NULL CHECK (result IN ('confirmed', 'refuted', 'not-reached')),
  -- Tasks that were done without help.
  tasks_done text[] NOT NULL,
  note text NOT NULL,
  done_by uuid NOT NULL,
  done_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE assessment.recheck_results IS 'append-only';
CREATE INDEX recheck_results_recheck ON assessment.recheck_results (recheck_id);
