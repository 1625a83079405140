-- Sentences that editors recorded or took in. Named by the first 16 hex digits of the SHA-256 of the bytes.
CREATE TABLE authoring.recordings (
  digest text COLLATE "C" PRIMARY KEY,
  -- How it is packed, by its bytes: opus, webm, m4a or mp3.
  kind text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  size int NOT NULL,
  seconds real NOT NULL,
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL
);
COMMENT ON TABLE authoring.recordings IS 'append-only';

-- What was published with the words: which files say which sentence, in which language.
ALTER TABLE authoring.publications ADD COLUMN recordings jsonb NOT NULL DEFAULT '[]';
