-- What a code is shown for: to begin being helped, or to make two accounts of one person one.
ALTER TABLE identity.mentor_codes ADD COLUMN purpose text COLLATE "C" NOT NULL DEFAULT 'mentor'
  CHECK (purpose IN ('mentor', 'join'));
-- Whoever typed a code of purpose 'join', signed in elsewhere; the one who made it sees who that is before anything moves.
ALTER TABLE identity.mentor_codes ADD COLUMN taken_part_key int;
ALTER TABLE identity.mentor_codes ADD COLUMN taken_id uuid;

-- One of two accounts can no longer be signed in to: an officer asks, another one decides. Under the part of the account that stays.
CREATE TABLE identity.joinings (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  -- The account that goes.
  from_part_key int NOT NULL,
  from_id uuid NOT NULL,
  unit_id int NOT NULL,
  reason text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- A desk lists those of its unit.
CREATE INDEX joinings_unit ON identity.joinings (unit_id, asked_at);
-- Erasing a person takes what was asked about her along.
CREATE INDEX joinings_person ON identity.joinings (part_key, person_id);
