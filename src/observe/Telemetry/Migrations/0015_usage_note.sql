-- How a call's tokens were read where that is not the usual way, or what in them contradicts what.
ALTER TABLE calls ADD COLUMN usage_note text;
