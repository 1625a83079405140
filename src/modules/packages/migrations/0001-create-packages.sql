CREATE SCHEMA packages;

-- Courses made elsewhere that a unit took in. Their files lie in the data folder, named by their digests.
CREATE TABLE packages.packages (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  -- SHA-256 of the file that was brought, hex.
  digest text COLLATE "C" NOT NULL,
  -- scorm12, scorm2004, h5p, recording
  kind text COLLATE "C" NOT NULL,
  title text NOT NULL,
  -- Who made it and where it comes from, in the words of whoever brought it.
  source text NOT NULL,
  file_name text NOT NULL,
  -- Bytes of the file that was brought, and of all its files unpacked.
  bytes bigint NOT NULL,
  unpacked bigint NOT NULL,
  -- Its parts in order, as its manifest tells them.
  parts jsonb NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('tried', 'published', 'retired')),
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL,
  added_by_key int NOT NULL,
  published_at timestamptz,
  published_by uuid,
  published_by_key int
);
-- A unit takes the same file in once.
CREATE UNIQUE INDEX packages_digest ON packages.packages (unit_id, digest);

-- The files of a package; several packages may hold one file.
CREATE TABLE packages.files (
  package_id uuid NOT NULL,
  path text COLLATE "C" NOT NULL,
  digest text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  PRIMARY KEY (package_id, path)
);
-- Whether somebody still needs a file on disk.
CREATE INDEX files_digest ON packages.files (digest);

-- Files that are being brought, and for a day how that ended; the id is made by whoever brings one.
CREATE TABLE packages.imports (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  file_name text NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('receiving', 'checking', 'done', 'refused')),
  received bigint NOT NULL,
  -- As the browser announced it; 0 where it did not.
  expected bigint NOT NULL,
  files_done int NOT NULL,
  files int NOT NULL,
  -- Why it was refused, and where in the file that was found.
  reason text COLLATE "C",
  place text NOT NULL,
  package_id uuid,
  begun_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  begun_by uuid NOT NULL,
  begun_by_key int NOT NULL
);
-- What one unit brings, the newest first.
CREATE INDEX imports_unit ON packages.imports (unit_id, begun_at);

-- One row, locked by whoever adds or removes files on disk: nobody removes what another is about to need.
CREATE TABLE packages.locks (
  name text COLLATE "C" PRIMARY KEY
);
INSERT INTO packages.locks (name) VALUES ('files');

-- What parts told of a learner; made on her phone with its own id: the same report twice is one row.
CREATE TABLE packages.reports (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  package_id uuid NOT NULL,
  part_id text COLLATE "C" NOT NULL,
  -- By the phone's clock; received_at is ours.
  at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  completed boolean NOT NULL,
  -- Null: the part did not say.
  passed boolean,
  -- Points of 100.
  score real,
  -- Seconds of this sitting until then.
  seconds int NOT NULL,
  PRIMARY KEY (part_key, id)
);
-- A learner's reports of a package.
CREATE INDEX reports_person ON packages.reports (part_key, person_id, package_id);

-- Where a learner is in each part: activity, never an assessment.
CREATE TABLE packages.places (
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  package_id uuid NOT NULL,
  part_id text COLLATE "C" NOT NULL,
  completed_at timestamptz,
  passed boolean,
  score real,
  -- What the part asked to be kept until it is opened again, JSON; written by the newest report.
  kept text NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (part_key, person_id, package_id, part_id)
);

-- Foreign keys apart, so that they can be dropped and added again around a distribution.
ALTER TABLE packages.files ADD CONSTRAINT files_package FOREIGN KEY (package_id) REFERENCES packages.packages (id);
