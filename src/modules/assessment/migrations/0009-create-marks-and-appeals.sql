-- What officers decided about a question: taken out of tests, put back, or no longer counted. The last act of a kind holds.
CREATE TABLE assessment.item_marks (
  id uuid PRIMARY KEY,
  item_id text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('broken', 'repaired', 'neutralised')),
  reason text NOT NULL,
  unit_id int NOT NULL,
  done_by uuid NOT NULL,
  done_at timestamptz NOT NULL
);
COMMENT ON TABLE assessment.item_marks IS 'append-only';
CREATE INDEX item_marks_item ON assessment.item_marks (item_id, done_at);

-- The question that a result was computed without; null where another bundle changed it.
ALTER TABLE assessment.rescores ADD COLUMN without_item text COLLATE "C";

-- After an appeal: another try without waiting.
ALTER TABLE assessment.sessions ADD COLUMN waiting_waived boolean NOT NULL DEFAULT false;

-- A person asks about her result or one of its questions.
CREATE TABLE assessment.appeals (
  part_key int NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  person_id uuid NOT NULL,
  -- Null when it is about the whole result.
  item_id text COLLATE "C",
  words text NOT NULL,
  -- Who answers: where she lives, or the whole country.
  unit_id int NOT NULL,
  asked_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  outcome text COLLATE "C" CHECK (outcome IN ('explained', 'neutralised', 'retake')),
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- One open question about one thing.
CREATE UNIQUE INDEX appeals_open ON assessment.appeals (part_key, session_id, coalesce(item_id, '')) WHERE answered_at IS NULL;
-- Of a test.
CREATE INDEX appeals_session ON assessment.appeals (part_key, session_id);
-- What officers of a unit have to answer, the nearest end first.
CREATE INDEX appeals_unit ON assessment.appeals (unit_id, due_at);
