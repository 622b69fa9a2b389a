-- Scores go with their calls. What they add to the sums of users, and to the count of good answers, stays, by quarter of
-- an hour of the call's start; buckets may have several rows.
CREATE TABLE score_past (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  user_id text,
  up bigint NOT NULL,
  down bigint NOT NULL,
  rated bigint NOT NULL,
  evaluated bigint NOT NULL,
  flagged bigint NOT NULL,
  abstained bigint NOT NULL,
  unparsable bigint NOT NULL,
  good bigint NOT NULL,
  judged bigint NOT NULL
);
CREATE INDEX score_past_bucket ON score_past (project_id, bucket);

-- The scores of a day that was dropped are found by it.
CREATE INDEX scores_call_day ON scores (call_started_at) WHERE call_started_at IS NOT NULL;
CREATE INDEX call_scores_day ON call_scores (started_at);
