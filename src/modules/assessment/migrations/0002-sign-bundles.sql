ALTER TABLE assessment.bundles
  -- Digest of items and rules alone: counts of exposure outlive a change of the program.
  ADD COLUMN content text COLLATE "C",
  -- Digest of the engine's source files.
  ADD COLUMN code text COLLATE "C",
  -- Ed25519 over the id, which is a digest of all three, by the key that comes from the master key.
  ADD COLUMN signature bytea;

-- The bundle by which a session's result was computed, when it is not the one it was played by.
ALTER TABLE assessment.sessions ADD COLUMN scored_by text COLLATE "C";

-- Each time a finished session was given another result by another bundle, on purpose.
CREATE TABLE assessment.rescores (
  part_key int NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  bundle text COLLATE "C" NOT NULL,
  verdict_before text COLLATE "C" NOT NULL,
  verdict_after text COLLATE "C" NOT NULL,
  result_before jsonb NOT NULL,
  rescored_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- What happened to one session.
CREATE INDEX rescores_session ON assessment.rescores (part_key, session_id);
