ALTER TABLE assessment.rule_choices
  -- What a unit asks to be done beside the test, over what the rule set asks; null: nothing more.
  ADD COLUMN evidence jsonb;
ALTER TABLE assessment.sessions
  -- The same, as it held when the test began.
  ADD COLUMN evidence jsonb;
