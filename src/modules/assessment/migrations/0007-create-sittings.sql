ALTER TABLE assessment.sessions
  -- The supervised sitting it was taken in; null for a test taken alone.
  ADD COLUMN sitting_id uuid,
  -- Since when an invigilator has stopped it; the time stands still.
  ADD COLUMN paused_at timestamptz;

-- A supervised sitting at a place of a unit; under the unit's key.
CREATE TABLE assessment.sittings (
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  place text NOT NULL,
  opened_by uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (part_key, id)
);
CREATE INDEX sittings_unit ON assessment.sittings (unit_id, opened_at);
-- Those that nobody ended.
CREATE INDEX sittings_open ON assessment.sittings (opened_at) WHERE ended_at IS NULL;

-- What is written on the board of the room, while people may come in.
CREATE TABLE assessment.sitting_codes (
  code text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  sitting_id uuid NOT NULL,
  until timestamptz NOT NULL
);
-- A sitting has one code.
CREATE INDEX sitting_codes_sitting ON assessment.sitting_codes (part_key, sitting_id);

-- A person in a sitting.
CREATE TABLE assessment.seats (
  part_key int NOT NULL,
  id uuid NOT NULL,
  sitting_id uuid NOT NULL,
  person_part_key int NOT NULL,
  person_id uuid NOT NULL,
  -- Three digits that stand on her screen: by them the invigilator finds her line.
  person_code text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'started')),
  -- How the invigilator knew who she is.
  known_by text COLLATE "C" CHECK (known_by IN ('papers', 'known')),
  accommodations text[] NOT NULL,
  extra_minutes int NOT NULL,
  session_id uuid,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
CREATE UNIQUE INDEX seats_code ON assessment.seats (part_key, sitting_id, person_code);
-- Coming in twice gives one seat.
CREATE UNIQUE INDEX seats_person ON assessment.seats (part_key, sitting_id, person_part_key, person_id);
-- Where a person sits.
CREATE INDEX seats_of_person ON assessment.seats (person_part_key, person_id);

-- What invigilators did and noted, in order.
CREATE TABLE assessment.sitting_acts (
  part_key int NOT NULL,
  id uuid NOT NULL,
  sitting_id uuid NOT NULL,
  seat_id uuid,
  act text COLLATE "C" NOT NULL,
  words text NOT NULL,
  minutes int,
  done_by uuid NOT NULL,
  done_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE assessment.sitting_acts IS 'append-only';
CREATE INDEX sitting_acts_sitting ON assessment.sitting_acts (part_key, sitting_id, done_at);
