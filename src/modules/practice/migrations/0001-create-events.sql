CREATE SCHEMA practice;

-- Goes at scenes and rounds of gyms, as phones tell them, and what witnesses saw. The id is made on the phone: the same
-- event twice is one row.
CREATE TABLE practice.events (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  scene_id text COLLATE "C" NOT NULL,
  -- run, round, or witnessed
  kind text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL,
  is_done boolean NOT NULL,
  -- 0 none, 1 a nudge, 2 the place was shown, 3 it was done for her
  help int NOT NULL,
  seconds int NOT NULL,
  -- Counts of a run, tally of a round.
  detail jsonb NOT NULL,
  tapped_by text COLLATE "C" NOT NULL,
  -- Staff who saw it done for real.
  witness_id uuid,
  -- By the phone's clock, which may be wrong; received_at is ours.
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  release text COLLATE "C" NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- How far a learner is with a scene is read from her events of it.
CREATE INDEX events_person ON practice.events (part_key, person_id, scene_id);

-- Codes that a learner shows to a witness. What is unique nationwide has its own table, keyed by it.
CREATE TABLE practice.witness_codes (
  code text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  scene_id text COLLATE "C" NOT NULL,
  -- The event that a confirmation makes.
  event_id uuid NOT NULL,
  until timestamptz NOT NULL,
  confirmed_at timestamptz
);
-- Codes that are over are removed by their time.
CREATE INDEX witness_codes_until ON practice.witness_codes (until, code);

-- For other modules: what reached its goal, with how much help.
CREATE VIEW practice.pub_done AS
  SELECT part_key, person_id, scene_id, kind, mode, help, at, witness_id IS NOT NULL AS is_witnessed
  FROM practice.events
  WHERE is_done;
