-- Calls are priced by everything that was recorded up to this position of the decisions. A batch reads it under a shared
-- lock; it moves under the exclusive one, so that no batch with older prices commits after a job has begun.
CREATE TABLE price_watermark (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  position bigint NOT NULL
);
INSERT INTO price_watermark (position) VALUES (0);

-- Stored calls that prices of the events (after_position, to_position] cover get their new cost, cell by cell. The cursor
-- names the last cell whose new cost is committed; it moves with that commit.
CREATE TABLE repricing_jobs (
  job_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  after_position bigint NOT NULL,
  to_position bigint NOT NULL UNIQUE,
  effective_from timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  running_since timestamptz,
  finished_at timestamptz,
  calls_total bigint,
  calls_done bigint NOT NULL DEFAULT 0,
  calls_done_before bigint NOT NULL DEFAULT 0,
  calls_changed bigint NOT NULL DEFAULT 0,
  cells_done bigint NOT NULL DEFAULT 0,
  cursor_project int,
  cursor_bucket timestamptz,
  cursor_series int,
  last_error text
);
