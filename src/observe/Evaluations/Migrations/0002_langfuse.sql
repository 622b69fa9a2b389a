-- What Langfuse's ingestion sent, until it has become spans. Creates and updates come in any order and more than once, so
-- the events are kept and merged when the observation is complete.

CREATE TABLE langfuse_events (
  project_id int NOT NULL,
  event_id text NOT NULL,
  trace text,
  -- Null for what is said of the whole trace.
  observation text,
  type text NOT NULL,
  at timestamptz NOT NULL,
  body text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, event_id)
);
CREATE INDEX langfuse_events_observation ON langfuse_events (project_id, observation);
CREATE INDEX langfuse_events_trace ON langfuse_events (project_id, trace) WHERE observation IS NULL;
CREATE INDEX langfuse_events_received ON langfuse_events (received_at);

CREATE SEQUENCE langfuse_versions;

CREATE TABLE langfuse_observations (
  project_id int NOT NULL,
  observation text NOT NULL,
  trace text,
  has_end boolean NOT NULL,
  changed_at timestamptz NOT NULL,
  version bigint NOT NULL,
  -- The version that became a span, and the span's key beside its ids; null before the first.
  written_version bigint,
  written_start timestamptz,
  written_trace uuid,
  PRIMARY KEY (project_id, observation)
);
CREATE INDEX langfuse_observations_open ON langfuse_observations (version) WHERE written_version IS DISTINCT FROM version;
CREATE INDEX langfuse_observations_trace ON langfuse_observations (project_id, trace);
