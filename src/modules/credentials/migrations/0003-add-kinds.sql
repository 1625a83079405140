-- What can be confirmed, by a small number: the QR code of a certificate has no room for the words. Never changed, never
-- removed: certificates on paper name them.
CREATE TABLE credentials.kinds (
  kind int PRIMARY KEY,
  form text COLLATE "C" NOT NULL,
  rule_set text COLLATE "C" NOT NULL,
  group_code text COLLATE "C" NOT NULL,
  -- Its name when it was first confirmed: {vi, en}.
  rule_set_name jsonb NOT NULL,
  UNIQUE (form, rule_set, group_code)
);
