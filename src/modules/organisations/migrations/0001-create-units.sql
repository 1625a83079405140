CREATE SCHEMA organisations;

-- What never changes about a unit. The application may add units and cannot rewrite them, so a part_key stays for ever.
CREATE TABLE organisations.units (
  id int PRIMARY KEY,
  part_key int NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN (
    'nation', 'province', 'commune', 'residential-group', 'agency', 'school', 'enterprise', 'cooperative', 'union', 'police')),
  -- The code of the national list (2 digits a province, 5 a commune), or the staff's own; empty without one.
  code text COLLATE "C" NOT NULL,
  valid_from date NOT NULL
);
COMMENT ON TABLE organisations.units IS 'append-only: part_key is the shard key of everything that happens at the unit';
-- A list that is loaded again finds its units by code.
CREATE INDEX units_code ON organisations.units (kind, code);

-- Names with the days they were in force; the last row runs to 9999-12-31.
CREATE TABLE organisations.unit_names (
  unit_id int NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  name text NOT NULL,
  short_name text NOT NULL,
  -- Key of name and short name without diacritics, made by the application.
  folded text COLLATE "C" NOT NULL,
  -- tinh, thanh-pho, xa, phuong, dac-khu; empty for other kinds.
  division text COLLATE "C" NOT NULL,
  PRIMARY KEY (unit_id, valid_from),
  CHECK (valid_from < valid_to)
);

-- Units that are no more, with the day and, where there is one, the unit that took over.
CREATE TABLE organisations.unit_closings (
  unit_id int PRIMARY KEY,
  closed_on date NOT NULL,
  successor_id int,
  reason text NOT NULL
);

-- Lines of authority. `line` is the state's own tree, in which every unit but the nation has one parent a day.
CREATE TABLE organisations.edges (
  unit_id int NOT NULL,
  parent_id int NOT NULL,
  axis text COLLATE "C" NOT NULL CHECK (axis IN ('line', 'party', 'union', 'police', 'professional')),
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  PRIMARY KEY (unit_id, axis, valid_from),
  CHECK (valid_from < valid_to)
);
-- Who stands below a unit.
CREATE INDEX edges_parent ON organisations.edges (parent_id, axis);

-- The tree of `line` as it stood between two days. A new leaf joins the tree in force; a changed parent makes a new one.
CREATE TABLE organisations.tree_versions (
  id int PRIMARY KEY,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  source text NOT NULL
);
CREATE TABLE organisations.tree (
  tree_id int NOT NULL,
  ancestor_id int NOT NULL,
  descendant_id int NOT NULL,
  depth smallint NOT NULL,
  PRIMARY KEY (tree_id, ancestor_id, descendant_id)
);
-- The way up from a unit.
CREATE INDEX tree_descendant ON organisations.tree (tree_id, descendant_id);

-- Other names: of one unit, or of a thing that plans call by two names (unit_id 0).
CREATE TABLE organisations.aliases (
  folded text COLLATE "C" NOT NULL,
  unit_id int NOT NULL DEFAULT 0,
  written text NOT NULL,
  canonical text NOT NULL,
  PRIMARY KEY (folded, unit_id)
);

-- Where the wards of before 1 July 2025 went. An old ward may have gone to several units.
CREATE TABLE organisations.predecessors (
  id int PRIMARY KEY,
  unit_id int NOT NULL,
  old_code text COLLATE "C" NOT NULL,
  ward text NOT NULL,
  district text NOT NULL,
  province text NOT NULL
);
-- The old names of a unit.
CREATE INDEX predecessors_unit ON organisations.predecessors (unit_id);

-- Next number and present revision: read FOR UPDATE, then written.
CREATE TABLE organisations.heads (
  name text COLLATE "C" PRIMARY KEY,
  value int NOT NULL
);
INSERT INTO organisations.heads (name, value) VALUES ('unit', 1000000), ('revision', 0);

-- What other modules may read.
CREATE VIEW organisations.pub_units AS
  SELECT u.id, u.part_key, u.kind, u.code, n.name, n.short_name, n.folded, n.division, u.valid_from,
    coalesce(c.closed_on, date '9999-12-31') AS valid_to, e.parent_id
  FROM organisations.units u
  JOIN organisations.unit_names n ON n.unit_id = u.id AND n.valid_to = '9999-12-31'
  LEFT JOIN organisations.unit_closings c ON c.unit_id = u.id
  LEFT JOIN organisations.edges e ON e.unit_id = u.id AND e.axis = 'line' AND e.valid_to = '9999-12-31';

CREATE VIEW organisations.pub_tree_versions AS
  SELECT id, valid_from, valid_to, source FROM organisations.tree_versions;

CREATE VIEW organisations.pub_tree AS
  SELECT tree_id, ancestor_id, descendant_id, depth FROM organisations.tree;
