-- The buttons of a choice and the lines of a slip stand as the editor wrote them; jsonb puts keys in an order of its own.
-- Content is only ever read whole, so nothing that jsonb could do is lost.
ALTER TABLE authoring.versions ALTER COLUMN content TYPE json USING content::json;
ALTER TABLE authoring.publications ALTER COLUMN content TYPE json USING content::json;
