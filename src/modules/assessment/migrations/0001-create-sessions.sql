CREATE SCHEMA assessment;

-- Items, parameters and rules, frozen together under the digest of their content; a session names the one it began with.
CREATE TABLE assessment.bundles (
  id text COLLATE "C" PRIMARY KEY,
  body jsonb NOT NULL,
  created_at timestamptz NOT NULL
);

-- One test of one person: its whole state in one compact row.
CREATE TABLE assessment.sessions (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  bundle text COLLATE "C" NOT NULL,
  state jsonb NOT NULL,
  -- Counts the writes: two answers at once cannot both be the next one.
  version int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  verdict text COLLATE "C" CHECK (verdict IN ('passed', 'not-passed', 'not-enough-evidence', 'replaced')),
  result jsonb,
  synthetic boolean NOT NULL DEFAULT false,
  PRIMARY KEY (part_key, id)
);
-- A person has one open test of a group at a time; pressing "start" twice opens one.
CREATE UNIQUE INDEX sessions_one_open ON assessment.sessions (part_key, person_id, group_code) WHERE finished_at IS NULL;
-- Her attempts, the newest first.
CREATE INDEX sessions_person ON assessment.sessions (part_key, person_id, started_at);

-- Every answer, once, in the order given; with the seed of the session the test can be played again.
CREATE TABLE assessment.answers (
  part_key int NOT NULL,
  session_id uuid NOT NULL,
  position int NOT NULL,
  item_id text COLLATE "C" NOT NULL,
  -- In the item's own ids, whatever the screen's order was; null for "I do not know".
  given jsonb,
  is_right boolean NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, session_id, position)
);

-- How often each item could have been shown, and was, for exposure control; a sum that can be made again from sessions.
CREATE TABLE assessment.exposure (
  bundle text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  -- '' counts the sessions.
  item_id text COLLATE "C" NOT NULL,
  administered bigint NOT NULL,
  eligible bigint NOT NULL,
  PRIMARY KEY (bundle, rule_set, item_id)
);
