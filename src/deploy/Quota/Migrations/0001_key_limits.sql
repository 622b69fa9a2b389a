-- Read model of KeyLimitsSet; dropped and replayed at will.
create table key_limits (
    key_id         text primary key,
    routes         text[] not null,
    rpm            int,
    tpm            int,
    budget_nano    bigint,
    budget_period  text,
    allow_unpriced boolean not null,
    set_at         timestamptz not null,
    set_by         text
);

-- What a key has spent in a period, as far as the consoles have reported it. Not made of events: it is measured.
create table budget_state (
    key_id         text not null,
    period         text not null,
    period_start   timestamptz not null,
    spent_nano     bigint not null default 0,
    unpriced_calls bigint not null default 0,
    primary key (key_id, period, period_start)
);

-- What a console may still spend of it without asking again. Reports are running totals, so that one that is repeated
-- after a lost answer changes nothing; that is why a row outlives its lease.
create table budget_leases (
    key_id            text not null,
    period            text not null,
    period_start      timestamptz not null,
    console_id        uuid not null,
    unspent_nano      bigint not null,
    reported_nano     bigint not null,
    reported_unpriced bigint not null,
    expires_at        timestamptz not null,
    primary key (key_id, period, period_start, console_id)
);
