-- The recount is made anew every night, and its cells are grouped by the SQL that makes them: it needs no key, and after
-- a crash it may be empty. The application may empty it at once.
ALTER TABLE movement.staging DROP CONSTRAINT staging_pkey;
ALTER TABLE movement.staging SET UNLOGGED;
GRANT TRUNCATE ON movement.staging TO bdhvs_app;
