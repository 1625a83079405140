-- When a report was sent for the first time: what comes back and is sent again was not late for that. And how many of its
-- numbers and texts were filled in when it was last sent, of how many; null before the first.
ALTER TABLE reporting.reports ADD COLUMN first_sent_at timestamptz, ADD COLUMN filled int, ADD COLUMN fields int;
UPDATE reporting.reports r SET first_sent_at = a.first FROM (
  SELECT part_key, unit_id, form_id, period, min(done_at) AS first FROM reporting.acts WHERE act = 'send'
  GROUP BY part_key, unit_id, form_id, period
) a WHERE a.part_key = r.part_key AND a.unit_id = r.unit_id AND a.form_id = r.form_id AND a.period = r.period;
