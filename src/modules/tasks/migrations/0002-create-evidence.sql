-- What a unit shows for its work. The bytes lie in tasks.files under the digest.
CREATE TABLE tasks.evidence (
  id uuid PRIMARY KEY,
  item_id uuid NOT NULL,
  -- Key of the unit that brought it: its bytes lie there.
  file_key int NOT NULL,
  name text NOT NULL,
  kind text COLLATE "C" NOT NULL,
  size int NOT NULL,
  -- SHA-256 of the bytes, hex.
  digest text COLLATE "C" NOT NULL,
  -- Hex: 64 bits of a picture's outline, or 32 numbers of a text; empty where nothing can be compared.
  print text COLLATE "C" NOT NULL,
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL,
  removed_at timestamptz,
  removed_by uuid
);
CREATE INDEX evidence_item ON tasks.evidence (item_id, added_at);
-- The same file used elsewhere.
CREATE INDEX evidence_digest ON tasks.evidence (digest);

-- Pieces of prints: things that are alike share at least one.
CREATE TABLE tasks.prints (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('picture', 'text')),
  band int NOT NULL,
  value bigint NOT NULL,
  evidence_id uuid NOT NULL,
  PRIMARY KEY (kind, band, value, evidence_id)
);
CREATE INDEX prints_evidence ON tasks.prints (evidence_id);

-- Bytes of evidence, once for each digest and key.
CREATE TABLE tasks.files (
  part_key int NOT NULL,
  digest text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (part_key, digest)
);
