-- Files handed to a receiver that has no address: numbered from 1 without gaps, as receivers.last_position counts.
CREATE TABLE interop.batches (
  receiver_id uuid NOT NULL,
  number int NOT NULL,
  -- Made by whoever asked: the same one again makes nothing more.
  id uuid NOT NULL,
  -- What became known on these days, in Vietnam; null on an open side.
  from_day text COLLATE "C",
  to_day text COLLATE "C",
  made_at timestamptz NOT NULL,
  row_count int NOT NULL,
  -- SHA-256 of the signed list of its files, hex; the next batch names it.
  digest text COLLATE "C" NOT NULL,
  -- The files, sealed; null once every row is settled, or somebody in them was erased.
  content_sealed bytea,
  downloaded_at timestamptz,
  settled_at timestamptz,
  PRIMARY KEY (receiver_id, number)
);
CREATE UNIQUE INDEX batches_by_id ON interop.batches (receiver_id, id);

-- Each row of a batch and what the receiver said to it.
CREATE TABLE interop.batch_rows (
  part_key int NOT NULL,
  delivery_id uuid NOT NULL,
  receiver_id uuid NOT NULL,
  number int NOT NULL,
  -- Its line in the file, from 1.
  line int NOT NULL,
  person_id uuid NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('sent', 'accepted', 'refused', 'corrected')),
  -- In the receiver's words.
  reason text,
  PRIMARY KEY (part_key, delivery_id, number)
);
CREATE INDEX batch_rows_of_batch ON interop.batch_rows (receiver_id, number, line);
CREATE INDEX batch_rows_of_person ON interop.batch_rows (part_key, person_id);
