-- Read model of ApiKeyCreated and ApiKeyRevoked; dropped and replayed at will.
create table api_keys (
    key_id        text primary key,
    project_id    integer not null,
    name          text not null,
    scopes        text[] not null,
    secret_sha256 bytea not null,
    created_at    timestamptz not null,
    created_by    text,
    expires_at    timestamptz,
    revoked_at    timestamptz
);

-- Not a decision, so not part of the read model: it survives a rebuild.
create table api_key_uses (
    key_id       text primary key,
    last_used_at timestamptz not null
);
