-- Grows with every import that is confirmed or taken back: what is held in memory is read again then.
INSERT INTO movement.heads (name, value) VALUES ('populations', 0);
