-- What counting may know of a person: where she lives now, and nothing else of her.
CREATE VIEW identity.pub_homes AS
  SELECT part_key, id AS person_id, home_unit_id FROM identity.persons WHERE erased_at IS NULL;
