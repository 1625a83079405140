-- What a learner shows to whoever helps her: good once and for a short while. The table holds its digest.
CREATE TABLE identity.mentor_codes (
  code_hash text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
-- A new code ends the earlier ones of the same person; erasing her ends all.
CREATE INDEX mentor_codes_person ON identity.mentor_codes (part_key, person_id);

-- Who helps whom, and for which unit. It stands under the learner's part: it is hers to end.
CREATE TABLE identity.mentorings (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  mentor_part_key int NOT NULL,
  mentor_id uuid NOT NULL,
  unit_id int NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- A learner sees who helps her; signing in and erasing move or end these.
CREATE INDEX mentorings_person ON identity.mentorings (part_key, person_id);
-- A mentor's desk lists whom she helps now: a few dozen rows.
CREATE INDEX mentorings_mentor ON identity.mentorings (mentor_id) WHERE ended_at IS NULL;
