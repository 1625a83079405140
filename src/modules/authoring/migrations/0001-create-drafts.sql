CREATE SCHEMA authoring;

-- A lesson that editors of a unit are writing: one of their own, or their wording of a shipped one.
CREATE TABLE authoring.drafts (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  -- Id of the lesson, as in its address.
  lesson_id text COLLATE "C" NOT NULL,
  -- Whether it is their wording of a lesson of the content files.
  replaces boolean NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'in-review', 'signed-off', 'published', 'retired')),
  -- Number of the newest version, from 1.
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
-- A unit has one draft of a lesson.
CREATE UNIQUE INDEX drafts_lesson ON authoring.drafts (unit_id, lesson_id);

-- Ids of lessons that are nobody's else: learners' progress is kept under them, so no two units may use one.
CREATE TABLE authoring.lesson_ids (
  lesson_id text COLLATE "C" PRIMARY KEY,
  draft_id uuid NOT NULL
);
COMMENT ON TABLE authoring.lesson_ids IS 'append-only';

-- Everything that was ever saved. The id is made by the editor's browser: the same saving twice is one version.
CREATE TABLE authoring.versions (
  draft_id uuid NOT NULL,
  number int NOT NULL,
  id uuid NOT NULL UNIQUE,
  content jsonb NOT NULL,
  -- The older version that was taken up again.
  restored int,
  saved_at timestamptz NOT NULL,
  saved_by uuid NOT NULL,
  saved_by_key int NOT NULL,
  PRIMARY KEY (draft_id, number)
);
COMMENT ON TABLE authoring.versions IS 'append-only';
-- What one person wrote, for her copy of her data.
CREATE INDEX versions_author ON authoring.versions (saved_by);

-- Who asked for a review, signed off, published, took back.
CREATE TABLE authoring.acts (
  id uuid PRIMARY KEY,
  draft_id uuid NOT NULL,
  version int NOT NULL,
  act text COLLATE "C" NOT NULL CHECK (act IN ('submit', 'return', 'sign', 'publish', 'retire')),
  note text NOT NULL,
  done_at timestamptz NOT NULL,
  done_by uuid NOT NULL,
  done_by_key int NOT NULL
);
COMMENT ON TABLE authoring.acts IS 'append-only';
-- The acts on a draft, in order.
CREATE INDEX acts_draft ON authoring.acts (draft_id, done_at);

-- What was published, word for word; named by the digest of what it says.
CREATE TABLE authoring.publications (
  id uuid PRIMARY KEY,
  draft_id uuid NOT NULL,
  version int NOT NULL,
  digest text COLLATE "C" NOT NULL,
  content jsonb NOT NULL,
  published_at timestamptz NOT NULL
);
COMMENT ON TABLE authoring.publications IS 'append-only';

-- What learners get now: at most one publication of a lesson for a unit.
CREATE TABLE authoring.shelf (
  unit_id int NOT NULL,
  lesson_id text COLLATE "C" NOT NULL,
  publication_id uuid NOT NULL,
  PRIMARY KEY (unit_id, lesson_id)
);

-- Pictures that editors took in, made small. Named by the first 16 hex digits of the SHA-256 of the bytes.
CREATE TABLE authoring.pictures (
  digest text COLLATE "C" PRIMARY KEY,
  bytes bytea NOT NULL,
  size int NOT NULL,
  width int NOT NULL,
  height int NOT NULL,
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL
);
COMMENT ON TABLE authoring.pictures IS 'append-only';

-- Grows with each change of the shelf: every process sees by it that its release is old.
CREATE TABLE authoring.heads (
  name text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO authoring.heads (name, value) VALUES ('shelf', 0);

-- Foreign keys apart, so that they can be dropped and added again around a distribution.
ALTER TABLE authoring.versions ADD CONSTRAINT versions_draft FOREIGN KEY (draft_id) REFERENCES authoring.drafts (id);
ALTER TABLE authoring.acts ADD CONSTRAINT acts_draft FOREIGN KEY (draft_id) REFERENCES authoring.drafts (id);
ALTER TABLE authoring.publications ADD CONSTRAINT publications_draft FOREIGN KEY (draft_id) REFERENCES authoring.drafts (id);
ALTER TABLE authoring.shelf ADD CONSTRAINT shelf_publication FOREIGN KEY (publication_id) REFERENCES authoring.publications (id);
