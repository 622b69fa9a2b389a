-- Who is signed in where. Personal data, not decisions: rows go 30 days after they were last seen. Only revocations come
-- from events (SessionRevoked), so the table survives a rebuild.
CREATE TABLE sessions (
    session_id   text PRIMARY KEY,
    person       text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    user_agent   text,
    address      text,
    ended_at     timestamptz
);
CREATE INDEX sessions_person ON sessions (person, last_seen_at DESC);
