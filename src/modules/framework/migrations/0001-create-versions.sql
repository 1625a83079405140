CREATE SCHEMA framework;

-- Every framework that this installation has held: the shipped ones as they were, and those that were imported.
-- The one in force is a file of the content release; results name the version that they were made under.
CREATE TABLE framework.versions (
  id text COLLATE "C" NOT NULL,
  -- SHA-256 of the body.
  digest text COLLATE "C" NOT NULL,
  -- Its own day, YYYY-MM-DD.
  version text COLLATE "C" NOT NULL,
  origin text COLLATE "C" NOT NULL CHECK (origin IN ('shipped', 'imported')),
  published_at timestamptz NOT NULL,
  published_by uuid,
  body jsonb NOT NULL,
  PRIMARY KEY (id, digest)
);
COMMENT ON TABLE framework.versions IS 'append-only';
