-- Certificates of a class, drawn piece by piece; under the unit's key. Gone after a day.
CREATE TABLE credentials.prints (
  part_key int NOT NULL,
  id uuid NOT NULL,
  unit_id int NOT NULL,
  form text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  total int NOT NULL,
  made_by_part_key int NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- A desk lists those of its unit; the nightly tidying asks for old ones.
CREATE INDEX prints_unit ON credentials.prints (unit_id, made_at);

CREATE TABLE credentials.print_pieces (
  part_key int NOT NULL,
  print_id uuid NOT NULL,
  -- From 1, in the order of names.
  place int NOT NULL,
  -- Which: [{ "partKey", "id", "home" }], nobody's name.
  sheets jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  -- Since when somebody draws it; whoever fell over meanwhile is taken over from.
  claimed_at timestamptz,
  attempts int NOT NULL DEFAULT 0,
  -- Sheets in the file: what was taken back or erased meanwhile is left out.
  drawn int,
  -- The PDF, sealed.
  sealed bytea,
  bytes int,
  PRIMARY KEY (part_key, print_id, place)
);
-- What is still to be drawn, oldest first.
CREATE INDEX print_pieces_waiting ON credentials.print_pieces (made_at, print_id, place) WHERE drawn IS NULL;
