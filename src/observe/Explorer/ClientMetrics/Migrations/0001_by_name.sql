-- Points are read by the name of their instrument.
CREATE INDEX metric_points_name ON metric_points (project_id, name, at);
