-- What a unit asks of the unit above: a difficulty, a proposal. As it stands now.
CREATE TABLE reporting.tickets (
  -- Of the unit that asks.
  part_key int NOT NULL,
  -- Made by the writer.
  id uuid NOT NULL,
  unit_id int NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  -- The report that it is about, both empty without one.
  form_id text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  -- Who has to answer now: the unit above, or one further up to which it was passed on.
  holder_id int NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  -- The last working day for an answer.
  due_day date NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- What a unit asked, and what waits for a unit's answer.
CREATE INDEX tickets_unit ON reporting.tickets (unit_id);
CREATE INDEX tickets_holder ON reporting.tickets (holder_id);

-- Everything that was done with a ticket, its opening too.
CREATE TABLE reporting.ticket_acts (
  -- Of the unit that asks.
  part_key int NOT NULL,
  -- Made by whoever acts; a repeat is known by it.
  id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('open', 'answer', 'pass', 'close', 'reopen')),
  -- For which unit it was done, and who has to answer afterwards.
  unit_id int NOT NULL,
  holder_id int NOT NULL,
  words text NOT NULL,
  digest text COLLATE "C" NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid NOT NULL,
  PRIMARY KEY (part_key, id)
);
COMMENT ON TABLE reporting.ticket_acts IS 'append-only';
-- The history of a ticket, and the tickets that a unit had in its hands.
CREATE INDEX ticket_acts_ticket ON reporting.ticket_acts (part_key, ticket_id);
CREATE INDEX ticket_acts_unit ON reporting.ticket_acts (unit_id);
