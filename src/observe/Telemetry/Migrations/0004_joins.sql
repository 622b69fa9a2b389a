-- The same request seen twice is found by its response id among the gateway's records, which are few where no gateway is
-- used: an index of their own keeps the look-up of every client's call cheap. The other way round calls_response serves.
CREATE INDEX calls_gateway ON calls (project_id, response_id, started_at) WHERE recorder = 1;

-- Whether a record of the gateway has its client already.
CREATE INDEX calls_joined ON calls (project_id, joined_trace_id, joined_span_id) WHERE joined_span_id IS NOT NULL;
