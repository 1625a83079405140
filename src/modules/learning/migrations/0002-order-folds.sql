-- Two batches of one learner may arrive at once, each folded from what it saw. Her events only grow in number, so the
-- fold that saw more of them is the newer one, whichever is written last.
ALTER TABLE learning.progress ADD COLUMN events int NOT NULL DEFAULT 0;
