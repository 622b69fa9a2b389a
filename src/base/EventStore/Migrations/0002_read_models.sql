-- Read models are written in the transaction of the append. Here stands which of them were built, and which could not be
-- written: they are passed over until they are built again.
CREATE TABLE read_models (
    name        text        PRIMARY KEY,
    built_at    timestamptz NOT NULL DEFAULT now(),
    stale_since timestamptz NULL,
    fault       text        NULL);

-- Events that another program appended, once the read models have them.
CREATE TABLE unchained_events (
    position bigint      PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now());

-- Until here each of these had a checkpoint beside those of Marten's daemons.
INSERT INTO read_models (name, stale_since, fault)
SELECT name, CASE WHEN behind THEN now() END, CASE WHEN behind THEN 'It was behind when it was taken over.' END
FROM (SELECT name, coalesce(last_seq_id, 0) < coalesce((SELECT max(seq_id) FROM mt_events), 0) AS behind
      FROM mt_event_progression
      WHERE name IN ('people', 'sessions', 'api_keys', 'key_limits', 'prices', 'content_rules', 'budgets', 'model_versions',
          'routes', 'connections')) former;

INSERT INTO unchained_events (position)
SELECT seq_id FROM mt_events
WHERE stream_id IS DISTINCT FROM 'mt_tombstone' AND NOT coalesce(headers ?| ARRAY['hash', 'chain'], FALSE);

DELETE FROM mt_event_progression WHERE name IN (SELECT name FROM read_models);
