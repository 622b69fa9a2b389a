-- The id of an erased answer leads to its anonymous call, so that a vote that names it later still counts there.
ALTER TABLE erased ADD COLUMN trace_id uuid, ADD COLUMN span_id bigint;

-- Evaluations may name their answer by its id alone; an erasure looks through them.
CREATE INDEX log_records_evaluations ON log_records (project_id) WHERE event_name = 'gen_ai.evaluation.result';
