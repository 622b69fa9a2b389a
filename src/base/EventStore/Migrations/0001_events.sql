-- The tables of Marten 9 (schema public, string stream ids, correlation, causation and header columns on), name by name and in
-- its column order, so that a Marten application finds them as its own. One difference: Marten writes the default of
-- mt_events.timestamp as a string, which freezes it to the time of this statement; now() is what is meant.
CREATE TABLE mt_streams (
    id          varchar     NOT NULL,
    type        varchar     NULL,
    version     bigint      NULL,
    timestamp   timestamptz NOT NULL DEFAULT (now()),
    created     timestamptz NOT NULL DEFAULT (now()),
    tenant_id   varchar     NULL DEFAULT '*DEFAULT*',
    is_archived bool        NULL DEFAULT FALSE,
    CONSTRAINT pkey_mt_streams_id PRIMARY KEY (id));

CREATE TABLE mt_events (
    seq_id         bigint       NOT NULL,
    id             uuid         NOT NULL,
    stream_id      varchar      NULL,
    version        bigint       NOT NULL,
    data           jsonb        NOT NULL,
    bdata          bytea        NULL,
    type           varchar(500) NOT NULL,
    timestamp      timestamptz  NOT NULL DEFAULT (now()),
    tenant_id      varchar      NULL DEFAULT '*DEFAULT*',
    mt_dotnet_type varchar      NULL,
    correlation_id varchar      NULL,
    causation_id   varchar      NULL,
    headers        jsonb        NULL,
    is_archived    bool         NULL DEFAULT FALSE,
    CONSTRAINT pkey_mt_events_seq_id PRIMARY KEY (seq_id));

ALTER TABLE mt_events ADD CONSTRAINT fkey_mt_events_stream_id
    FOREIGN KEY (stream_id) REFERENCES mt_streams (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON mt_events USING btree (stream_id, version);

CREATE SEQUENCE mt_events_sequence;
ALTER SEQUENCE mt_events_sequence OWNED BY mt_events.seq_id;

CREATE TABLE mt_event_progression (
    name         varchar     NOT NULL,
    last_seq_id  bigint      NULL,
    last_updated timestamptz NULL DEFAULT (transaction_timestamp()),
    CONSTRAINT pk_mt_event_progression PRIMARY KEY (name));

CREATE TABLE mt_high_water_skips (
    ending_sequence   bigint      NOT NULL,
    starting_sequence bigint      NOT NULL,
    timestamp         timestamptz NULL DEFAULT (transaction_timestamp()),
    CONSTRAINT pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence));

-- Ours: how many events the hash chain has and where it ends, so that a cut tail shows. One row.
CREATE TABLE audit_head (
    only_row bool   PRIMARY KEY DEFAULT TRUE CHECK (only_row),
    events   bigint NOT NULL,
    position bigint NOT NULL,
    hash     text   NOT NULL,
    key_id   text   NOT NULL,
    mac      text   NOT NULL);
