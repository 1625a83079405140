CREATE SCHEMA budgets;

-- A unit's estimate of one year; it begins with its first line.
CREATE TABLE budgets.sheets (
  unit_id int NOT NULL,
  year int NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'sent')),
  -- How often it was sent; 0 before.
  edition int NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (unit_id, year)
);

-- What is to be paid for. Money is whole đồng.
CREATE TABLE budgets.lines (
  -- Made by the writer.
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  year int NOT NULL,
  -- A task that the unit gave or was given; null for one that belongs to none.
  task_id uuid,
  item text NOT NULL,
  measure text NOT NULL,
  quantity numeric NOT NULL CHECK (quantity > 0),
  price bigint NOT NULL CHECK (price >= 0),
  -- Quantity times price, rounded to whole đồng.
  planned bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  note text NOT NULL,
  written_at timestamptz NOT NULL,
  written_by uuid NOT NULL
);
-- The lines of a unit's year; those of many units are added up.
CREATE INDEX lines_unit ON budgets.lines (unit_id, year);

-- What was paid; a payment that was noted in error is struck, never removed.
CREATE TABLE budgets.payments (
  id uuid PRIMARY KEY,
  line_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  note text NOT NULL,
  written_at timestamptz NOT NULL,
  written_by uuid NOT NULL,
  struck_at timestamptz
);
-- What was paid for a line.
CREATE INDEX payments_line ON budgets.payments (line_id);

-- Sendings and takings-back; the same id is the same act.
CREATE TABLE budgets.acts (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  year int NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('send', 'reopen')),
  words text NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid NOT NULL
);
COMMENT ON TABLE budgets.acts IS 'append-only';
