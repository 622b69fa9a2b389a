-- Read model of ContentRuleSet; dropped and replayed at will. A project that is not here keeps its content.
create table content_rules (
    project_id integer primary key,
    rule       text not null,
    decided_at timestamptz not null,
    actor      text
);
