-- Requests that made a unit: the same one sent again finds what it made.
CREATE TABLE organisations.requests (
  id uuid PRIMARY KEY,
  unit_id int NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE organisations.requests IS 'append-only';
