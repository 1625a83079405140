-- A person's calendar: whoever has its address reads it. A new one ends the old.
CREATE TABLE tasks.calendars (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id)
);
CREATE INDEX calendars_id ON tasks.calendars (part_key, id);

-- Where reminders are sent, under the person's own key; nothing is sent before she has opened the link in the first mail.
CREATE TABLE tasks.addresses (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  sealed bytea NOT NULL,
  -- SHA-256 of the code in the link, hex; empty when it was used.
  code_digest text COLLATE "C" NOT NULL,
  code_until timestamptz NOT NULL,
  confirmed_at timestamptz,
  PRIMARY KEY (part_key, person_id)
);

-- Reminders that were sent: each once.
CREATE TABLE tasks.sent (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  key text COLLATE "C" NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id, key)
);
