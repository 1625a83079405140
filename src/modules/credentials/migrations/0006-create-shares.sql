-- What a holder lets somebody see of a confirmation, until a day, unless she withdraws it.
CREATE TABLE credentials.shares (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  -- What is shown, by the names of the contract.
  fields text[] NOT NULL,
  made_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  withdrawn_at timestamptz,
  -- How often its link was opened, and when last; not by whom.
  opened int NOT NULL DEFAULT 0,
  opened_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- A holder sees the shares of a confirmation; erasing her removes them.
CREATE INDEX shares_person ON credentials.shares (part_key, person_id, credential_id);

-- Unique nationwide: how a share is found, by the digest of its link.
CREATE TABLE credentials.share_finders (
  hash text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  share_id uuid NOT NULL
);
-- Erasing a person removes what leads to her shares.
CREATE INDEX share_finders_share ON credentials.share_finders (part_key, share_id);
