-- For other modules: every choice about a purpose; the last one holds.
CREATE VIEW identity.pub_consents AS
  SELECT part_key, id, person_id, purpose, given, at FROM identity.consents;
