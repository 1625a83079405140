-- Bitstring status lists (W3C, 2025): each credential has a bit of its own, at a place drawn by chance, so that a place
-- tells nothing about when or to whom it was given.
CREATE TABLE credentials.status_lists (
  list int PRIMARY KEY,
  opened_at timestamptz NOT NULL
);

-- Unique nationwide: the places that are taken. Nothing here leads back to a credential.
CREATE TABLE credentials.status_slots (
  list int NOT NULL,
  slot int NOT NULL,
  -- The bit: taken back, or its holder was erased.
  revoked boolean NOT NULL DEFAULT false,
  PRIMARY KEY (list, slot)
);
CREATE INDEX status_slots_revoked ON credentials.status_slots (list, slot) WHERE revoked;

-- Null for a credential of before; it is given a place when it is first handed out in a form that names one.
ALTER TABLE credentials.credentials ADD COLUMN status_list int;
ALTER TABLE credentials.credentials ADD COLUMN status_slot int;

-- A key that others may have got hold of: nothing that it signed counts any more, whenever it says that it was signed.
ALTER TABLE credentials.issuer_keys ADD COLUMN withdrawn_at timestamptz;
