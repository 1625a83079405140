-- An administrator reads what happened at her unit, newest first; ids are UUIDv7, so their order is that of time.
CREATE INDEX audit_unit ON identity.audit (unit_id, id DESC) WHERE unit_id IS NOT NULL;
-- The administrator above all reads what happened lately anywhere.
CREATE INDEX audit_lately ON identity.audit (id DESC);
