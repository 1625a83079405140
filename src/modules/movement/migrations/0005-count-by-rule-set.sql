-- A figure also tells by which rule set its people were confirmed. All of this is made again from the confirmations:
-- the next start counts everybody anew when it finds no facts.
DELETE FROM movement.facts;
DELETE FROM movement.deltas;
DELETE FROM movement.figures;
DELETE FROM movement.staging;
DELETE FROM movement.drifts;
ALTER TABLE movement.facts ADD COLUMN rule_set text COLLATE "C" NOT NULL;
ALTER TABLE movement.deltas ADD COLUMN rule_set text COLLATE "C" NOT NULL;
ALTER TABLE movement.figures ADD COLUMN rule_set text COLLATE "C" NOT NULL, DROP CONSTRAINT figures_pkey;
ALTER TABLE movement.figures ADD PRIMARY KEY (part_key, unit_id, indicator, group_code, week, rule_set);
ALTER TABLE movement.staging ADD COLUMN rule_set text COLLATE "C" NOT NULL, DROP CONSTRAINT staging_pkey;
ALTER TABLE movement.staging ADD PRIMARY KEY (part_key, unit_id, indicator, group_code, week, rule_set);
ALTER TABLE movement.drifts ADD COLUMN rule_set text COLLATE "C" NOT NULL, DROP CONSTRAINT drifts_pkey;
ALTER TABLE movement.drifts ADD PRIMARY KEY (run_id, unit_id, indicator, group_code, week, rule_set);
