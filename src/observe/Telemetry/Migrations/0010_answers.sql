-- Calls are looked up by the answer's id among those of one recorder: where a provider repeats an id, thousands of calls
-- of the one must not lie between a few of the other.
CREATE INDEX calls_client ON calls (project_id, response_id, started_at) WHERE recorder = 0 AND response_id IS NOT NULL;
DROP INDEX calls_response;
