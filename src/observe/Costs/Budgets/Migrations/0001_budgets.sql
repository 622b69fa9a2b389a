-- Read model of BudgetSet and BudgetRemoved; dropped and replayed at will. The empty route is the whole project.
create table budgets (
    project_id   integer not null,
    route        text not null,
    monthly_nano bigint not null,
    set_at       timestamptz not null,
    actor        text,
    reason       text,
    primary key (project_id, route)
);
