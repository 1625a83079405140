CREATE SCHEMA requests;

-- What a unit asks of units directly below it, once, by a day.
CREATE TABLE requests.requests (
  -- Made by the writer.
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('ad-hoc', 'thematic')),
  title text NOT NULL,
  -- What the numbers are for, and the document that asks for them.
  reason text NOT NULL,
  basis text NOT NULL,
  due_on date NOT NULL,
  -- What the asker thinks that one unit needs. An estimate.
  minutes int NOT NULL,
  -- Whose cells may be asked for, and of which period.
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'sent', 'closed')),
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  sent_at timestamptz,
  closed_at timestamptz
);
-- What a unit has asked.
CREATE INDEX requests_unit ON requests.requests (unit_id);

-- The questions, in their order.
CREATE TABLE requests.fields (
  request_id uuid NOT NULL,
  position int NOT NULL,
  -- Of the form; empty for a question of the asker's own.
  cell text COLLATE "C" NOT NULL,
  label text NOT NULL,
  -- What makes two questions the same: the cell, or the words without diacritics.
  same_as text COLLATE "C" NOT NULL,
  unit_words text NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('number', 'text')),
  decimals int NOT NULL,
  PRIMARY KEY (request_id, position)
);

-- One unit's part in a request.
CREATE TABLE requests.recipients (
  request_id uuid NOT NULL,
  unit_id int NOT NULL,
  -- `spared`: everything was known, so it was not asked.
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'spared', 'waiting', 'opened', 'answered', 'returned')),
  opened_at timestamptz,
  sent_at timestamptz,
  comment text NOT NULL,
  reminders int NOT NULL,
  reminded_on date,
  PRIMARY KEY (request_id, unit_id)
);
-- What was asked of a unit.
CREATE INDEX recipients_unit ON requests.recipients (unit_id);

-- What is known, or was answered, of each question for each unit; a question without a row is open.
CREATE TABLE requests.answers (
  request_id uuid NOT NULL,
  unit_id int NOT NULL,
  position int NOT NULL,
  -- `counted`, `reported`, `asked-before`: known when it was sent, so not asked. `unit`: answered.
  how text COLLATE "C" NOT NULL CHECK (how IN ('counted', 'reported', 'asked-before', 'unit')),
  num numeric,
  words text NOT NULL,
  source text NOT NULL,
  source_date date NOT NULL,
  written_at timestamptz NOT NULL,
  written_by uuid,
  PRIMARY KEY (request_id, unit_id, position)
);

-- Everything that was done; the same id is the same act.
CREATE TABLE requests.acts (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL,
  -- For which unit it was done.
  unit_id int NOT NULL,
  act text COLLATE "C" NOT NULL,
  words text NOT NULL,
  digest text COLLATE "C" NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid NOT NULL
);
COMMENT ON TABLE requests.acts IS 'append-only';
