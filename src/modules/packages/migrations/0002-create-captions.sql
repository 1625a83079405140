-- Captions of films and sounds, as they were read from the file that somebody brought; one of a language.
CREATE TABLE packages.captions (
  package_id uuid NOT NULL,
  -- BCP 47.
  language text COLLATE "C" NOT NULL,
  -- In order: from, to (seconds), text.
  cues jsonb NOT NULL,
  added_at timestamptz NOT NULL,
  added_by uuid NOT NULL,
  added_by_key int NOT NULL,
  PRIMARY KEY (package_id, language)
);
ALTER TABLE packages.captions ADD CONSTRAINT captions_package FOREIGN KEY (package_id) REFERENCES packages.packages (id);
