-- Cached prompt tokens that carry audio, and searches of the web that the provider made. Null in calls without token counts
-- and in those of before.
ALTER TABLE calls
  ADD COLUMN cache_read_audio bigint,
  ADD COLUMN web_searches bigint;
