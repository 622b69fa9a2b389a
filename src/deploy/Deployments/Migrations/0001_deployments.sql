-- Read models of the deployment events; dropped and replayed at will.
CREATE TABLE connections (
    name        text PRIMARY KEY,
    base_url    text NOT NULL,
    api_key_env text,
    created_at  timestamptz NOT NULL,
    created_by  text,
    retired_at  timestamptz
);

CREATE TABLE model_versions (
    project_id     integer NOT NULL,
    model          text NOT NULL,
    version        text NOT NULL,
    provider       text NOT NULL,
    connection     text,
    upstream_model text NOT NULL,
    gguf           text,
    adapter        text,
    notes          text,
    lineage        jsonb,
    created_at     timestamptz NOT NULL,
    created_by     text,
    retired_at     timestamptz,
    PRIMARY KEY (project_id, model, version)
);

CREATE TABLE version_evaluations (
    project_id integer NOT NULL,
    model      text NOT NULL,
    version    text NOT NULL,
    position   bigint NOT NULL,
    name       text NOT NULL,
    value      double precision NOT NULL,
    samples    integer,
    dataset    text,
    at         timestamptz NOT NULL,
    actor      text,
    PRIMARY KEY (project_id, model, version, position)
);

-- The revision in force of each route, for those who ask in SQL.
CREATE TABLE routes (
    project_id integer NOT NULL,
    route      text NOT NULL,
    model      text NOT NULL,
    revision   integer NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (project_id, route)
);

CREATE TABLE route_revisions (
    project_id        integer NOT NULL,
    route             text NOT NULL,
    revision          integer NOT NULL,
    kind              text NOT NULL,
    content           jsonb NOT NULL,
    left_revision     integer,
    restores          integer,
    decision_id       uuid,
    at                timestamptz NOT NULL,
    actor             text,
    reason            text,
    explanation       text,
    explained_by      text,
    explained_at      timestamptz,
    PRIMARY KEY (project_id, route, revision)
);
