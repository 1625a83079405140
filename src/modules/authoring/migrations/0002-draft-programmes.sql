-- What is being written. Ids are one space: no lesson, programme or scene of units shares one.
ALTER TABLE authoring.drafts ADD COLUMN kind text COLLATE "C" NOT NULL DEFAULT 'lesson'
  CHECK (kind IN ('lesson', 'programme', 'scene'));
-- Digest of the shipped lesson that a unit's wording was last compared with; learners are told when that one has moved on.
ALTER TABLE authoring.publications ADD COLUMN follows text COLLATE "C";
