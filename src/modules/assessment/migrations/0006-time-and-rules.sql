ALTER TABLE assessment.sessions
  -- When the test ends by itself, by the server's clock; null where nobody is hurried.
  ADD COLUMN deadline_at timestamptz,
  -- Since when the open question is before her; null in sessions from before it was noted.
  ADD COLUMN served_at timestamptz;
-- Tests whose time runs out while nobody looks at them.
CREATE INDEX sessions_deadline ON assessment.sessions (deadline_at) WHERE finished_at IS NULL AND deadline_at IS NOT NULL;

ALTER TABLE assessment.answers
  -- From when the question went out to when its answer came in, on the server's clock, milliseconds.
  ADD COLUMN response_ms int,
  -- How long the question was on the screen, as the phone says; less than the above on a slow network.
  ADD COLUMN shown_ms int;

-- Which rule set a unit tests by. The last row of a unit, a group and a programme holds; an empty rule set takes over
-- again what the unit above chose.
CREATE TABLE assessment.rule_choices (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  -- '' is for everybody of the group.
  programme text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  chosen_by uuid NOT NULL,
  chosen_at timestamptz NOT NULL
);
COMMENT ON TABLE assessment.rule_choices IS 'append-only';
-- Choices of a unit and of those above it.
CREATE INDEX rule_choices_unit ON assessment.rule_choices (unit_id, group_code, chosen_at);
