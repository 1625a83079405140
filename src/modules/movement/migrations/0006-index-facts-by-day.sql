-- A report counts until a day within a week, which figures by weeks cannot tell: who came between that day and its Sunday is few.
CREATE INDEX facts_unit_day ON movement.facts (unit_id, since);
