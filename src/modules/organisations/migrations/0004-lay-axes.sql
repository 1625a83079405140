-- The trees of the other lines of authority (party, union, police, professional), each in versions like that of `line`: a new
-- leaf joins the version in force, a changed parent makes a new one. A unit stands in a tree when it has an edge there or
-- something below it.
CREATE TABLE organisations.axis_versions (
  axis text COLLATE "C" NOT NULL,
  id int NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  PRIMARY KEY (axis, id)
);
CREATE TABLE organisations.axis_tree (
  axis text COLLATE "C" NOT NULL,
  tree_id int NOT NULL,
  ancestor_id int NOT NULL,
  descendant_id int NOT NULL,
  depth smallint NOT NULL,
  PRIMARY KEY (axis, tree_id, ancestor_id, descendant_id)
);
-- The way up from a unit.
CREATE INDEX axis_tree_descendant ON organisations.axis_tree (axis, tree_id, descendant_id);
ALTER TABLE organisations.axis_tree ADD CONSTRAINT axis_tree_version FOREIGN KEY (axis, tree_id)
  REFERENCES organisations.axis_versions (axis, id);
