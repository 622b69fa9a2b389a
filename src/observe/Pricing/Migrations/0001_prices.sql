-- Read model of PriceSet and PricesImported; dropped and replayed at will. US dollars per million tokens; null: not listed.
create table prices (
    id             text primary key,
    -- Position of the event and place within it: decides where date and layer are equal.
    position       bigint not null,
    ordinal        integer not null,
    layer          smallint not null,
    provider       text,
    model          text not null,
    aliases        text[] not null,
    by_maker       boolean not null,
    effective_from timestamptz not null,
    input          numeric,
    cache_read     numeric,
    cache_write    numeric,
    cache_write_1h numeric,
    output         numeric,
    reasoning      numeric,
    audio_input    numeric,
    audio_output   numeric,
    -- Arrays of PriceTier and ServiceTierPrice.
    tiers          jsonb not null,
    service_tiers  jsonb not null,
    source         text,
    checked_on     date,
    recorded_at    timestamptz not null,
    actor          text
);
