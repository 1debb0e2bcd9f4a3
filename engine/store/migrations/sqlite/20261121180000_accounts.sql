-- One login for each person; a password given by somebody else is changed at the first sign-in.
ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX account_person ON account (person);
