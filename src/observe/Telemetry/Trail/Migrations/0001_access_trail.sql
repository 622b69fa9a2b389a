-- Who read content: opened traces, searches in texts, exports. Written behind the requests, deleted by its age.
CREATE TABLE access_trail (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  project_id int NOT NULL,
  actor text NOT NULL,
  kind text NOT NULL,
  what text NOT NULL
);

CREATE INDEX access_trail_at ON access_trail (at);
