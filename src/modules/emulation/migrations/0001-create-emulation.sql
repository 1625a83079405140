CREATE SCHEMA emulation;

-- What a unit does well and describes so that others can do it too.
CREATE TABLE emulation.initiatives (
  -- Made by the writer.
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  title text NOT NULL,
  problem text NOT NULL,
  -- [{ "title", "days" }]: what to do, and within how many days of the beginning; null without a time.
  steps jsonb NOT NULL,
  -- Whole đồng as the unit states it; null where it says nothing.
  cost bigint,
  result text NOT NULL,
  -- Cells of a form that show the result, of a period; empty without.
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  cells jsonb NOT NULL,
  -- Title, problem, steps and result without diacritics, for search.
  folded text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'published')),
  -- What it was given back with.
  comment text NOT NULL,
  changed_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  published_at timestamptz
);
-- A unit's own, and those that wait for the unit above.
CREATE INDEX initiatives_unit ON emulation.initiatives (unit_id);
-- The library, the newest first.
CREATE INDEX initiatives_published ON emulation.initiatives (published_at) WHERE state = 'published';

-- Where an initiative was taken up, and how it went.
CREATE TABLE emulation.replications (
  id uuid PRIMARY KEY,
  initiative_id uuid NOT NULL,
  unit_id int NOT NULL,
  -- Ids of the tasks that its steps became.
  tasks jsonb NOT NULL,
  begun_at timestamptz NOT NULL,
  begun_by uuid NOT NULL,
  worked text COLLATE "C" CHECK (worked IN ('yes', 'partly', 'no')),
  words text NOT NULL,
  told_at timestamptz
);
-- A unit takes up an initiative once.
CREATE UNIQUE INDEX replications_once ON emulation.replications (initiative_id, unit_id);

-- Somebody to be commended: a unit, or a person of it who agreed.
CREATE TABLE emulation.proposals (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  -- The unit that decides.
  decider_id int NOT NULL,
  rule text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  initiative_id uuid,
  -- The person's own keys, both null for a unit. No name is kept here.
  person_part int,
  person_id uuid,
  -- What was computed on the day of the proposal.
  evidence jsonb NOT NULL,
  digest text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'granted', 'refused', 'withdrawn')),
  words text NOT NULL,
  proposed_at timestamptz NOT NULL,
  proposed_by uuid NOT NULL,
  decided_at timestamptz,
  decided_by uuid
);
-- What a unit proposed, and what it has to decide.
CREATE INDEX proposals_unit ON emulation.proposals (unit_id, period);
CREATE INDEX proposals_decider ON emulation.proposals (decider_id, period);
