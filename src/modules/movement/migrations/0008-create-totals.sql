-- People counted in a unit by year, whatever their group and rules: what a page asks of many units at once. It is the sum
-- of the figures of the weeks that begin in that year, so that a page does not add up hundreds of weeks for each unit.
CREATE TABLE movement.totals (
  part_key int NOT NULL,
  unit_id int NOT NULL,
  indicator text COLLATE "C" NOT NULL,
  year int NOT NULL,
  num bigint NOT NULL,
  PRIMARY KEY (part_key, unit_id, indicator, year)
);
INSERT INTO movement.totals (part_key, unit_id, indicator, year, num)
  SELECT part_key, unit_id, indicator, date_part('year', week)::int, sum(num) FROM movement.figures
  GROUP BY part_key, unit_id, indicator, date_part('year', week)::int;
