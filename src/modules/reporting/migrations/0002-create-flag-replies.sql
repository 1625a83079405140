-- What a unit says of something that was seen in its report; the last word about a flag and cell holds.
CREATE TABLE reporting.flag_replies (
  -- Of the unit.
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  flag int NOT NULL,
  -- Empty for the report as a whole.
  cell text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  words text NOT NULL,
  replied_at timestamptz NOT NULL,
  replied_by uuid NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE reporting.flag_replies IS 'append-only';
-- The replies of a report are read together.
CREATE INDEX flag_replies_report ON reporting.flag_replies (part_key, unit_id, form_id, period);
