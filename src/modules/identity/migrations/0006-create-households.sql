-- A phone that several people share. Its cookie holds the secret, the table only its digest.
CREATE TABLE identity.devices (
  token_hash text COLLATE "C" PRIMARY KEY,
  -- The profile of whoever learned here before there were several: what waits on the phone from then is hers.
  founder_id uuid,
  created_at timestamptz NOT NULL
);

-- One person on one phone. Her name and picture are hers, sealed with her profile, and not the phone's.
CREATE TABLE identity.profiles (
  device_hash text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  part_key int NOT NULL,
  person_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  -- Taken off the phone; she can be put back for 30 days.
  removed_at timestamptz,
  PRIMARY KEY (device_hash, id)
);
-- Erasing a person takes her off every phone.
CREATE INDEX profiles_person ON identity.profiles (part_key, person_id);
-- The daily tidying asks for those who were taken off long ago.
CREATE INDEX profiles_removed ON identity.profiles (removed_at) WHERE removed_at IS NOT NULL;
