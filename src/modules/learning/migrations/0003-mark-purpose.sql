-- A check is asked in its lesson, again later so that it is remembered, or before any lesson to find where to begin.
ALTER TABLE learning.events ADD COLUMN purpose text COLLATE "C" NOT NULL DEFAULT 'lesson';
-- Seconds from seeing a check to answering it; null where the phone did not measure them.
ALTER TABLE learning.events ADD COLUMN took int;
