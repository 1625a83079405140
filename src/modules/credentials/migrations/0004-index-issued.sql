-- A class's certificates are printed by the days on which they were issued.
CREATE INDEX credentials_issued ON credentials.credentials (issued_on, part_key, id);
