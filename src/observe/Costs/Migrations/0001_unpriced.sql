-- Calls that lack a price are few and must be found at once. Cost status 1 is NoPrice.
CREATE INDEX calls_unpriced ON calls (project_id, series_id, started_at) WHERE cost_status = 1 AND counted;
