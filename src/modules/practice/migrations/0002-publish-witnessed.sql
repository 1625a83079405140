-- For other modules: who saw what done for real, and when.
CREATE VIEW practice.pub_witnessed AS
  SELECT part_key, person_id, witness_id, received_at FROM practice.events WHERE witness_id IS NOT NULL;
