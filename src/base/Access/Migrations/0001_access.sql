-- Read model of ApiKeyCreated and ApiKeyRevoked; dropped and replayed at will.
CREATE TABLE api_keys (
    key_id        text PRIMARY KEY,
    project_id    integer NOT NULL,
    name          text NOT NULL,
    scopes        text[] NOT NULL,
    secret_sha256 bytea NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text,
    expires_at    timestamptz,
    revoked_at    timestamptz
);

-- Not a decision, so not part of the read model: it survives a rebuild.
CREATE TABLE api_key_uses (
    key_id       text PRIMARY KEY,
    last_used_at timestamptz NOT NULL
);
