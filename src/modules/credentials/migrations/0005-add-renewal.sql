-- The last day on which it is good, in Vietnam; null where its rules set no end.
ALTER TABLE credentials.credentials ADD COLUMN ends_on date;
-- A later one of the same person that says as much or more: the code of this one leads there.
ALTER TABLE credentials.credentials ADD COLUMN replaced_by uuid;
ALTER TABLE credentials.credentials ADD COLUMN replaced_at timestamptz;
