-- Who recorded a call, and what the gateway knows of it. A client's span of a call that the gateway recorded too points at
-- the gateway's record (joined_trace_id, joined_span_id) and is not counted.

ALTER TABLE calls
  ADD COLUMN recorder smallint NOT NULL DEFAULT 0,
  ADD COLUMN revision int,
  ADD COLUMN attempts smallint,
  ADD COLUMN request_id text,
  ADD COLUMN joined_trace_id uuid,
  ADD COLUMN joined_span_id bigint;

-- Feedback and evaluations name a call by either id. started_at is last because ids repeat: a fake server gives every
-- answer the same one, and a look-up must still end after the calls of its minutes.
CREATE INDEX calls_request ON calls (project_id, request_id, started_at) WHERE request_id IS NOT NULL;
CREATE INDEX calls_response ON calls (project_id, response_id, started_at) WHERE response_id IS NOT NULL;
