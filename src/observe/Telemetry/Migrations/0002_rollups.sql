-- Sums of calls. A batch appends deltas; the compactor folds them into three tiers; a read adds tier and deltas.

CREATE TABLE rollup_delta (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  latency_sum_us bigint NOT NULL,
  latency_min_us bigint NOT NULL,
  latency_max_us bigint NOT NULL,
  latency_sketch bytea NOT NULL,
  ttft_sum_us bigint NOT NULL,
  ttft_min_us bigint NOT NULL,
  ttft_max_us bigint NOT NULL,
  ttft_sketch bytea NOT NULL
);
CREATE INDEX rollup_delta_bucket ON rollup_delta (project_id, bucket);

CREATE TABLE rollup_minute (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  latency_sum_us bigint NOT NULL,
  latency_min_us bigint NOT NULL,
  latency_max_us bigint NOT NULL,
  latency_sketch bytea NOT NULL,
  ttft_sum_us bigint NOT NULL,
  ttft_min_us bigint NOT NULL,
  ttft_max_us bigint NOT NULL,
  ttft_sketch bytea NOT NULL,
  PRIMARY KEY (project_id, bucket, series_id)
) PARTITION BY RANGE (bucket);

CREATE TABLE rollup_quarter (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  latency_sum_us bigint NOT NULL,
  latency_min_us bigint NOT NULL,
  latency_max_us bigint NOT NULL,
  latency_sketch bytea NOT NULL,
  ttft_sum_us bigint NOT NULL,
  ttft_min_us bigint NOT NULL,
  ttft_max_us bigint NOT NULL,
  ttft_sketch bytea NOT NULL,
  PRIMARY KEY (project_id, bucket, series_id)
);

CREATE TABLE rollup_day (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  latency_sum_us bigint NOT NULL,
  latency_min_us bigint NOT NULL,
  latency_max_us bigint NOT NULL,
  latency_sketch bytea NOT NULL,
  ttft_sum_us bigint NOT NULL,
  ttft_min_us bigint NOT NULL,
  ttft_max_us bigint NOT NULL,
  ttft_sketch bytea NOT NULL,
  PRIMARY KEY (project_id, bucket, series_id)
);

-- Users are counted a UTC day, without sketches; a correction is a negative delta. The empty user is nobody in particular.
CREATE TABLE rollup_user_delta (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  user_id text NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL
);

CREATE TABLE rollup_user_day (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL,
  user_id text NOT NULL,
  calls bigint NOT NULL,
  errors bigint NOT NULL,
  client_aborts bigint NOT NULL,
  input_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  cache_write_tokens bigint NOT NULL,
  reasoning_tokens bigint NOT NULL,
  cost_nano bigint NOT NULL,
  priced_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  PRIMARY KEY (project_id, bucket, series_id, user_id)
);

-- Cells whose calls changed after they were counted; the compactor recounts them from the calls.
CREATE TABLE dirty_cells (
  project_id int NOT NULL,
  bucket timestamptz NOT NULL,
  series_id int NOT NULL
);
