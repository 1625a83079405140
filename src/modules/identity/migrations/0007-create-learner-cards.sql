-- A card that lets a learner in without typing: an address or a number, and three pictures in order. What stands on it is worked
-- out from its id and the master key, so that it can be printed again; the tables hold only what an answer is compared with.
CREATE TABLE identity.cards (
  part_key int NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  pictures_hash text COLLATE "C" NOT NULL,
  issued_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (part_key, id)
);
-- A new card ends the earlier ones of the same person; erasing her ends all.
CREATE INDEX cards_person ON identity.cards (part_key, person_id);

-- How a card is found: by the digest of its address, or of its number.
CREATE TABLE identity.card_finders (
  hash text COLLATE "C" PRIMARY KEY,
  part_key int NOT NULL,
  card_id uuid NOT NULL
);
-- Erasing a person removes what leads to her cards.
CREATE INDEX card_finders_card ON identity.card_finders (part_key, card_id);
