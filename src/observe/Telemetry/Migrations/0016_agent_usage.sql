-- What a span that is no inference says was used within it. It is in no sum: the inferences within it are, where there are any.
ALTER TABLE spans
  ADD COLUMN input_tokens bigint,
  ADD COLUMN output_tokens bigint;
CREATE INDEX spans_usage ON spans (project_id, started_at) WHERE input_tokens IS NOT NULL;
