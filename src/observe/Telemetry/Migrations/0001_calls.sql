-- Calls, other spans and what they carried. Partitioned by day (older backfills by year); the first write of a key wins.
-- Every key begins with project_id, so that the tables can be distributed by it.

CREATE TABLE series (
  series_id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id int NOT NULL,
  digest uuid NOT NULL,
  route text NOT NULL,
  model text,
  version text,
  provider text,
  prompt text,
  environment text,
  UNIQUE (project_id, digest)
);

CREATE TABLE calls (
  project_id int NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  parent_span_id bigint,
  series_id int NOT NULL,
  counted boolean NOT NULL,
  role smallint NOT NULL,
  status smallint NOT NULL,
  usage_source smallint NOT NULL,
  cost_status smallint NOT NULL,
  duration_us bigint NOT NULL,
  ttft_us bigint,
  input_uncached bigint,
  cache_read bigint,
  cache_write bigint,
  cache_write_1h bigint,
  audio_input bigint,
  output_text bigint,
  reasoning bigint,
  audio_output bigint,
  cost_nano bigint,
  reported_cost_nano bigint,
  name text NOT NULL,
  operation text NOT NULL,
  error_type text,
  status_message text,
  request_model text,
  response_model text,
  response_id text,
  finish_reason text,
  service_tier text,
  price_id text,
  session_id text,
  user_id text,
  PRIMARY KEY (project_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
-- started_at is last so that a look-up of a trace within some days needs this index alone.
CREATE INDEX calls_trace ON calls (project_id, trace_id, started_at);

CREATE TABLE spans (
  project_id int NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  parent_span_id bigint,
  role smallint NOT NULL,
  status smallint NOT NULL,
  duration_us bigint NOT NULL,
  name text NOT NULL,
  error_type text,
  status_message text,
  session_id text,
  user_id text,
  PRIMARY KEY (project_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);
CREATE INDEX spans_trace ON spans (project_id, trace_id, started_at);

CREATE TABLE payloads (
  project_id int NOT NULL,
  started_at timestamptz NOT NULL,
  trace_id uuid NOT NULL,
  span_id bigint NOT NULL,
  input text,
  output text,
  raw text NOT NULL,
  PRIMARY KEY (project_id, started_at, trace_id, span_id)
) PARTITION BY RANGE (started_at);

-- The digest of the whole record makes a retried export harmless: OTLP gives logs and points no identity.
CREATE TABLE log_records (
  project_id int NOT NULL,
  at timestamptz NOT NULL,
  digest uuid NOT NULL,
  trace_id uuid,
  span_id bigint,
  event_name text,
  severity smallint NOT NULL,
  body text,
  raw text NOT NULL,
  PRIMARY KEY (project_id, at, digest)
) PARTITION BY RANGE (at);
CREATE INDEX log_records_trace ON log_records (project_id, trace_id) WHERE trace_id IS NOT NULL;

CREATE TABLE metric_points (
  project_id int NOT NULL,
  at timestamptz NOT NULL,
  digest uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  unit text,
  raw text NOT NULL,
  PRIMARY KEY (project_id, at, digest)
) PARTITION BY RANGE (at);

-- What partitions exist, since when, and which were dropped: retention counts from a backfill's arrival.
CREATE TABLE telemetry_partitions (
  table_name text NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  partition_name text NOT NULL,
  created_at timestamptz NOT NULL,
  dropped_at timestamptz
);
CREATE UNIQUE INDEX telemetry_partitions_alive ON telemetry_partitions (table_name, from_at) WHERE dropped_at IS NULL;
