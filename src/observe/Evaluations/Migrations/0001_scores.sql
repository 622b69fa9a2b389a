-- What people, judges and programs say about calls. One row is the current score of (target, annotator, name): a newer one
-- replaces it, a withdrawn one stays as withdrawn. Comments are personal data: they are here and in no event.

CREATE SEQUENCE score_revisions;

CREATE TABLE scores (
  project_id int NOT NULL,
  target text NOT NULL,
  annotator text NOT NULL,
  name text NOT NULL,
  revision bigint NOT NULL DEFAULT nextval('score_revisions'),
  given_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  kind smallint NOT NULL,
  source smallint NOT NULL,
  verdict smallint NOT NULL,
  value double precision,
  label text,
  comment text,
  trace_id uuid,
  span_id bigint,
  response_id text,
  request_id text,
  -- The call that the score counts for; null until it has come.
  call_started_at timestamptz,
  call_trace_id uuid,
  call_span_id bigint,
  PRIMARY KEY (project_id, target, annotator, name)
);
CREATE INDEX scores_call ON scores (project_id, call_trace_id, call_span_id) WHERE call_trace_id IS NOT NULL;
CREATE INDEX scores_trace ON scores (project_id, trace_id) WHERE trace_id IS NOT NULL;
CREATE INDEX scores_received ON scores (received_at);

-- Ids that clients gave their feedback: a repeated request changes nothing, even after a newer vote.
CREATE TABLE feedback_ids (
  project_id int NOT NULL,
  id text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, id)
);

-- What the current scores of a call add to the rates. Locked while it changes, so that it is counted by one at a time.
CREATE TABLE call_scores (
  project_id int NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  series_id int NOT NULL,
  user_id text,
  up bigint NOT NULL DEFAULT 0,
  down bigint NOT NULL DEFAULT 0,
  rated bigint NOT NULL DEFAULT 0,
  evaluated bigint NOT NULL DEFAULT 0,
  flagged bigint NOT NULL DEFAULT 0,
  abstained bigint NOT NULL DEFAULT 0,
  unparsable bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (project_id, started_at, trace_id, span_id)
);

-- Sums of call_scores by minute (tier 1), quarter of an hour (15) and UTC day (1440) of the call's start.
CREATE TABLE score_rollup (
  project_id int NOT NULL,
  tier smallint NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  up bigint NOT NULL,
  down bigint NOT NULL,
  rated bigint NOT NULL,
  evaluated bigint NOT NULL,
  flagged bigint NOT NULL,
  abstained bigint NOT NULL,
  unparsable bigint NOT NULL,
  PRIMARY KEY (project_id, tier, bucket, series_id)
);
