-- For other modules: what became of the passes that were checked again, by unit and month. The last result of a pass holds.
CREATE VIEW assessment.pub_rechecks AS
  SELECT r.unit_id, r.period, r.passed,
    count(l.session_id) FILTER (WHERE l.result = 'confirmed') AS confirmed,
    count(l.session_id) FILTER (WHERE l.result = 'refuted') AS refuted
  FROM assessment.rechecks r
  LEFT JOIN (
    SELECT DISTINCT ON (part_key, session_id, recheck_id) part_key, session_id, recheck_id, result
    FROM assessment.recheck_results ORDER BY part_key, session_id, recheck_id, done_at DESC, id DESC
  ) l ON l.recheck_id = r.id
  GROUP BY r.unit_id, r.period, r.passed;
