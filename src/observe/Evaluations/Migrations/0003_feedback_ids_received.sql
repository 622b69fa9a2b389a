-- Old ids are deleted by their age.
CREATE INDEX feedback_ids_received ON feedback_ids (received_at);
