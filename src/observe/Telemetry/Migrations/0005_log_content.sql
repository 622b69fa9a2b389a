-- Messages that arrive as log records and belong to a call. The order within an export is kept, since all messages of a
-- call may bear one time; the index is empty where nobody sends content as logs, so that looking for it costs nothing.

ALTER TABLE log_records ADD COLUMN ordinal int;
CREATE INDEX log_records_content ON log_records (project_id, trace_id, span_id)
WHERE event_name IN (
  'gen_ai.client.inference.operation.details', 'gen_ai.system.message', 'gen_ai.user.message', 'gen_ai.assistant.message',
  'gen_ai.tool.message', 'gen_ai.choice', 'gen_ai.content.prompt', 'gen_ai.content.completion');

-- Which halves were put together from log records, and are put together again when more of them come: 1 the input, 2 the
-- output, 3 both.
ALTER TABLE payloads ADD COLUMN content_of_logs smallint;
