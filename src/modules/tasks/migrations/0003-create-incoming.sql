-- Documents that came in, as a unit's register of them holds: numbered anew each year.
CREATE TABLE tasks.incoming (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  arrival_year int NOT NULL,
  arrival_number int NOT NULL,
  arrived_on date NOT NULL,
  -- The sender's number and day, such as 2382/BKHCN-CĐSQG.
  number text NOT NULL,
  issued_on date,
  issuer text NOT NULL,
  subject text NOT NULL,
  due_on date,
  -- Of the plans of the unit; null where it is none.
  plan_id uuid,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  synthetic boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX incoming_arrival ON tasks.incoming (unit_id, arrival_year, arrival_number);

-- The grid on the stamp: who leads and who takes part, people and offices by their names.
CREATE TABLE tasks.incoming_parties (
  incoming_id uuid NOT NULL,
  position int NOT NULL,
  name text NOT NULL,
  role text COLLATE "C" NOT NULL CHECK (role IN ('lead', 'participant')),
  PRIMARY KEY (incoming_id, position)
);
