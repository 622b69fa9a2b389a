-- What was erased, under a keyed hash: what arrives late for it is stored without content and names. Identifiers are
-- never kept, and without the key the hashes of short ones could be guessed.
CREATE TABLE erasure_key (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  key bytea NOT NULL
);
INSERT INTO erasure_key (key)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

CREATE TABLE erased (
  project_id int NOT NULL,
  digest bytea NOT NULL,
  erased_at timestamptz NOT NULL,
  PRIMARY KEY (project_id, digest)
);
