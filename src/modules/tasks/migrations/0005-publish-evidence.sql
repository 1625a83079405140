-- For other modules: which file a unit showed for its work, by the digest of its bytes, and when. Taken away ones are gone.
CREATE VIEW tasks.pub_evidence AS
  SELECT i.unit_id, e.digest, e.added_at FROM tasks.evidence e JOIN tasks.items i ON i.id = e.item_id
  WHERE e.removed_at IS NULL;
