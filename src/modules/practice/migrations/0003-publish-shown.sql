-- For other modules: what somebody did to the end herself, without being led; what a helper tapped is not hers.
CREATE VIEW practice.pub_shown AS
  SELECT part_key, person_id, scene_id, mode, help, witness_id, at
  FROM practice.events
  WHERE is_done AND tapped_by <> 'helper' AND kind IN ('run', 'witnessed') AND mode IN ('alone', 'changed', 'for-real');
