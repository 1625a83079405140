-- Test papers printed in one go, for a sitting or as a stock for when the power is gone; under the unit's key.
CREATE TABLE assessment.paper_batches (
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  -- Five digits; its sheets' numbers begin with them.
  number text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  bundle text COLLATE "C" NOT NULL,
  -- The sitting they were printed for; null for a stock.
  sitting_id uuid,
  variants text COLLATE "C" NOT NULL CHECK (variants IN ('personal', 'forms')),
  is_large boolean NOT NULL,
  printed_by uuid NOT NULL,
  printed_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
CREATE UNIQUE INDEX paper_batches_number ON assessment.paper_batches (part_key, unit_id, number);
-- Of a unit, the newest first.
CREATE INDEX paper_batches_unit ON assessment.paper_batches (unit_id, printed_at);

-- One sheet: a session before its first answer.
CREATE TABLE assessment.paper_sheets (
  part_key int NOT NULL,
  id uuid NOT NULL,
  batch_id uuid NOT NULL,
  unit_id int NOT NULL,
  number text COLLATE "C" NOT NULL,
  -- A to D where several sheets are alike.
  form text COLLATE "C" NOT NULL,
  state jsonb NOT NULL,
  -- Where it was written; from the first entry on.
  sitting_id uuid,
  -- What two hands wrote differently, as it was settled with the paper in hand.
  settled jsonb,
  settled_by uuid,
  -- Taken out, with the reason.
  void_reason text,
  void_by uuid,
  session_id uuid,
  counted_at timestamptz,
  PRIMARY KEY (part_key, id)
);
CREATE UNIQUE INDEX paper_sheets_number ON assessment.paper_sheets (part_key, unit_id, number);
CREATE INDEX paper_sheets_batch ON assessment.paper_sheets (part_key, batch_id);
CREATE INDEX paper_sheets_sitting ON assessment.paper_sheets (part_key, sitting_id);

-- What one hand typed from a sheet; a draft until it says that it has finished.
CREATE TABLE assessment.paper_entries (
  part_key int NOT NULL,
  id uuid NOT NULL,
  sheet_id uuid NOT NULL,
  entered_by uuid NOT NULL,
  person_code text COLLATE "C" NOT NULL,
  answers jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- One hand types a sheet once.
CREATE UNIQUE INDEX paper_entries_hand ON assessment.paper_entries (part_key, sheet_id, entered_by);
