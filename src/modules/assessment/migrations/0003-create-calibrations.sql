-- What answers said about the bank, one row a run. Nothing in the bank changes by it: new numbers go the way of content.
CREATE TABLE assessment.calibrations (
  id uuid PRIMARY KEY,
  made_at timestamptz NOT NULL,
  people int NOT NULL,
  answers int NOT NULL,
  -- Whether the answers of invented people are among them.
  synthetic boolean NOT NULL,
  report jsonb NOT NULL
);
COMMENT ON TABLE assessment.calibrations IS 'append-only';

-- How a test was taken, to see whether a question is harder on some devices or in one language. Empty where not known.
ALTER TABLE assessment.sessions ADD COLUMN device_kind text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assessment.sessions ADD COLUMN language text COLLATE "C" NOT NULL DEFAULT '';
-- The digest of a number that the browser keeps: says that two tests were taken on one device, and nothing of whose it is.
ALTER TABLE assessment.sessions ADD COLUMN device_key text COLLATE "C" NOT NULL DEFAULT '';
