-- Something that was seen in the tests of a unit's people and waits to be explained. It tells what, never who did wrong.
CREATE TABLE assessment.signals (
  -- Of the unit.
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  kind text COLLATE "C" NOT NULL,
  -- Month in Vietnam, YYYY-MM; and what within it, such as a day and a device.
  period text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  facts jsonb NOT NULL,
  -- Keys of the tests: [{ "partKey", "id" }].
  tests jsonb NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'explained', 'confirmed', 'dismissed')),
  -- The same kind was seen at the unit in one of the three months before.
  is_repeated boolean NOT NULL,
  seen_at timestamptz NOT NULL,
  -- Unexplained until then, the units above see it.
  due_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- The same thing seen again the next night is one row.
CREATE UNIQUE INDEX signals_same ON assessment.signals (part_key, unit_id, kind, period, key);
-- A desk lists those of its unit and of the units below.
CREATE INDEX signals_unit ON assessment.signals (unit_id, period);

CREATE TABLE assessment.signal_replies (
  part_key int NOT NULL,
  id uuid NOT NULL,
  signal_id uuid NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('explain', 'confirm', 'dismiss')),
  reason text COLLATE "C" NOT NULL,
  words text NOT NULL,
  done_by uuid NOT NULL,
  done_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE assessment.signal_replies IS 'append-only';
CREATE INDEX signal_replies_signal ON assessment.signal_replies (part_key, signal_id);

-- For other modules: what waits or was decided at each unit, with its number among the data-quality flags (0: none).
CREATE VIEW assessment.pub_signals AS
  SELECT unit_id, kind, period, state, is_repeated, seen_at, due_at,
    CASE kind WHEN 'late-burst' THEN 10 WHEN 'shared-device' THEN 11 WHEN 'impossible-speed' THEN 12
      WHEN 'same-answers' THEN 13 ELSE 0 END AS flag
  FROM assessment.signals;
