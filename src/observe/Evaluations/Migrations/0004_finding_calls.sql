-- Calls are found by their scores: the few with a vote or a flag in the order of their key, newest or oldest first, and
-- those with a score of a name, whose value is read from the index itself.
CREATE INDEX call_scores_down ON call_scores (project_id, started_at, trace_id, span_id) WHERE down > 0;
CREATE INDEX call_scores_up ON call_scores (project_id, started_at, trace_id, span_id) WHERE up > 0;
CREATE INDEX call_scores_flagged ON call_scores (project_id, started_at, trace_id, span_id) WHERE flagged > 0;
CREATE INDEX scores_value ON scores (project_id, name, call_started_at, call_trace_id, call_span_id) INCLUDE (value)
WHERE call_trace_id IS NOT NULL AND value IS NOT NULL AND verdict <> 3;
