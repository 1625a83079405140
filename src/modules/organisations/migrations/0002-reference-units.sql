-- Foreign keys apart from their tables: they can be dropped and added again around a distribution.
ALTER TABLE organisations.unit_names ADD CONSTRAINT unit_names_unit FOREIGN KEY (unit_id) REFERENCES organisations.units (id);
ALTER TABLE organisations.unit_closings ADD CONSTRAINT unit_closings_unit FOREIGN KEY (unit_id) REFERENCES organisations.units (id);
ALTER TABLE organisations.edges ADD CONSTRAINT edges_unit FOREIGN KEY (unit_id) REFERENCES organisations.units (id);
ALTER TABLE organisations.edges ADD CONSTRAINT edges_parent FOREIGN KEY (parent_id) REFERENCES organisations.units (id);
ALTER TABLE organisations.tree ADD CONSTRAINT tree_version FOREIGN KEY (tree_id) REFERENCES organisations.tree_versions (id);
ALTER TABLE organisations.predecessors ADD CONSTRAINT predecessors_unit FOREIGN KEY (unit_id) REFERENCES organisations.units (id);
