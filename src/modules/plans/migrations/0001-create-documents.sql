CREATE SCHEMA plans;

-- A plan document of a unit as text, and what the reader found in it. Neither changes afterwards.
CREATE TABLE plans.documents (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  name text NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('pdf', 'docx', 'txt')),
  pages int,
  -- SHA-256 of the bytes that were uploaded; hex.
  digest text COLLATE "C" NOT NULL,
  body text NOT NULL,
  reading jsonb NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('in-review', 'accepted', 'set-aside')),
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  settled_at timestamptz,
  settled_by uuid
);
-- The documents of a unit, the newest first.
CREATE INDEX documents_unit ON plans.documents (unit_id, created_at);

-- What people say in place of what was read; the newest of an item holds. What was read stays in the document.
CREATE TABLE plans.edits (
  document_id uuid NOT NULL,
  -- target:3 or task:0, by its place in the reading.
  item text COLLATE "C" NOT NULL,
  number int NOT NULL,
  value jsonb NOT NULL,
  edited_at timestamptz NOT NULL,
  edited_by uuid NOT NULL,
  PRIMARY KEY (document_id, item, number)
);
COMMENT ON TABLE plans.edits IS 'append-only';

-- Targets of accepted documents.
CREATE TABLE plans.targets (
  document_id uuid NOT NULL,
  position int NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C",
  group_code text COLLATE "C",
  year int,
  operator text COLLATE "C",
  value double precision,
  measure text COLLATE "C" NOT NULL,
  wording text NOT NULL,
  spans jsonb NOT NULL,
  flags jsonb NOT NULL,
  PRIMARY KEY (document_id, position)
);
-- What a unit has promised.
CREATE INDEX targets_unit ON plans.targets (unit_id);

-- Tasks of accepted documents.
CREATE TABLE plans.tasks (
  document_id uuid NOT NULL,
  position int NOT NULL,
  unit_id int NOT NULL,
  number text COLLATE "C" NOT NULL,
  title text NOT NULL,
  content text,
  lead text,
  coordinating text,
  deadline text,
  -- What the words of the deadline mean.
  due_on date,
  rrule text COLLATE "C",
  product text,
  spans jsonb NOT NULL,
  PRIMARY KEY (document_id, position)
);
-- What a unit has to see done, the soonest first.
CREATE INDEX tasks_unit ON plans.tasks (unit_id, due_on);
