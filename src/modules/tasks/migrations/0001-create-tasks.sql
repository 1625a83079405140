CREATE SCHEMA tasks;

-- A task as a unit gives it: from a plan that it accepted, a document that came in, a task given to it, or by hand.
CREATE TABLE tasks.tasks (
  id uuid PRIMARY KEY,
  -- Who gives it.
  unit_id int NOT NULL,
  source text COLLATE "C" NOT NULL CHECK (source IN ('plan', 'incoming', 'passed-on', 'hand')),
  -- The plan's document, the incoming document, the item that is passed on; its own id when written by hand.
  source_id uuid NOT NULL,
  source_position int NOT NULL,
  number text COLLATE "C" NOT NULL,
  title text NOT NULL,
  content text NOT NULL,
  product text NOT NULL,
  -- As the plan says them; units are chosen by a person.
  lead_words text NOT NULL,
  coordinating_words text NOT NULL,
  deadline_words text NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('dated', 'continuous', 'recurring', 'undated')),
  due_on date,
  rrule text COLLATE "C",
  -- Key of number, title, product and words without diacritics, made by the application.
  folded text COLLATE "C" NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid,
  synthetic boolean NOT NULL DEFAULT false
);
-- A plan that is read again doubles nothing.
CREATE UNIQUE INDEX tasks_source ON tasks.tasks (source_id, source_position);
-- What a unit has given, the soonest first.
CREATE INDEX tasks_unit ON tasks.tasks (unit_id, due_on);

-- The part of one unit in a task. A group that was fanned out has a row for each of its units.
CREATE TABLE tasks.items (
  id uuid PRIMARY KEY,
  task_id uuid NOT NULL,
  unit_id int NOT NULL,
  role text COLLATE "C" NOT NULL CHECK (role IN ('lead', 'coordinating')),
  state text COLLATE "C" NOT NULL CHECK (state IN ('given', 'accepted', 'declined', 'reported', 'confirmed', 'withdrawn')),
  due_on date,
  -- The day in Vietnam on which the unit said that it is done; null while it has not.
  reported_on date,
  given_at timestamptz NOT NULL,
  given_by uuid,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX items_once ON tasks.items (task_id, unit_id);
-- What a unit has to do.
CREATE INDEX items_unit ON tasks.items (unit_id, state);

-- What was said and done about an item, each with the id that the browser made: the same one again is one.
CREATE TABLE tasks.entries (
  id uuid PRIMARY KEY,
  item_id uuid NOT NULL,
  act text COLLATE "C" NOT NULL,
  words text NOT NULL,
  at timestamptz NOT NULL,
  done_by uuid NOT NULL,
  -- The side it was done for.
  done_for int NOT NULL
);
COMMENT ON TABLE tasks.entries IS 'append-only';
CREATE INDEX entries_item ON tasks.entries (item_id, at);

-- Which unit a person chose for words of a plan; it is proposed the next time.
CREATE TABLE tasks.known_words (
  unit_id int NOT NULL,
  folded text COLLATE "C" NOT NULL,
  target_id int NOT NULL,
  PRIMARY KEY (unit_id, folded, target_id)
);
