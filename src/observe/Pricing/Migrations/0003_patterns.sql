-- By which names a list knows a model where patterns say it, and in which order; prices of some hours of the day; prices of
-- cached audio in US dollars per million tokens, of searches and requests in US dollars per thousand.
alter table prices
    add column match text,
    add column rank integer,
    add column times_of_day jsonb not null default '[]',
    add column cache_read_audio numeric,
    add column per_thousand_web_searches numeric,
    add column per_thousand_requests numeric;
