CREATE SCHEMA learning;

-- What learners did, as their phones tell it. The id is made on the phone: the same event twice is one row.
CREATE TABLE learning.events (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  lesson_id text COLLATE "C" NOT NULL,
  step_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  -- By the phone's clock, which may be wrong; received_at is ours.
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  choices jsonb NOT NULL,
  -- Whether a check was answered rightly; null for other events.
  is_right boolean,
  tapped_by text COLLATE "C" NOT NULL,
  release text COLLATE "C" NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- Progress of a lesson is folded again from its events.
CREATE INDEX events_lesson ON learning.events (part_key, person_id, lesson_id);

-- Where each learner is: a fold of her events that can be thrown away and made again.
CREATE TABLE learning.progress (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  lesson_id text COLLATE "C" NOT NULL,
  at_step text COLLATE "C",
  seen int NOT NULL,
  finished_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id, lesson_id)
);
