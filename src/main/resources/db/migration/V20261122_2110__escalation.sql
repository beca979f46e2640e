-- A policy may ask several people at once, want two answers, begin again from the top, and look after who accepted.
alter table prepare.escalation_policy
    add column repeats integer not null default 0 check (repeats between 0 and 5),
    add column answers integer not null default 1 check (answers in (1, 2)),
    add column second_minutes integer not null default 5 check (second_minutes between 1 and 60),
    add column silent_minutes integer not null default 10 check (silent_minutes between 0 and 120);  -- 0: nobody is asked
alter table prepare.escalation_step
    add column together boolean not null default false;  -- asked at the same time as the row before

-- "step" counts the rounds of calls of a page and only grows; where it is in the policy is lap and place.
alter table respond.page
    add column lap integer not null default 0,
    add column place integer not null default -1,
    add column needed integer not null default 1 check (needed in (1, 2)),
    add column second_by uuid references ground.person on delete restrict,
    add column watch_until timestamptz,              -- when whoever accepted is asked, or was asked and is waited for
    add column asked boolean not null default false,
    drop constraint page_check,                      -- an accepted page may still call, for a second answer
    add constraint page_calls_until check (case state when 'CALLING' then step_until is not null
        when 'ACCEPTED' then true else step_until is null and watch_until is null end),
    add constraint page_second check (second_by is null or (state = 'ACCEPTED' and needed = 2 and second_by <> accepted_by));
create index page_accepted_by on respond.page (organization_id, accepted_by) where watch_until is not null or step_until is not null;
alter table respond.page_call drop constraint page_call_outcome_check,
    add constraint page_call_outcome_check check (outcome in ('ACCEPTED', 'PASSED', 'UNREACHABLE', 'SILENT'));

-- Who accepted a page and when, and why it is no longer theirs.
create table respond.page_acceptance (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    page_id uuid not null,
    person_id uuid not null references ground.person on delete restrict,
    accepted_at timestamptz not null,
    over_at timestamptz,
    why text check (why in ('SILENT', 'PASSED', 'LEFT')),
    primary key (organization_id, id),
    foreign key (organization_id, page_id) references respond.page on delete cascade,
    check ((over_at is null) = (why is null))
);
create unique index one_standing_acceptance_each on respond.page_acceptance (organization_id, page_id, person_id) where over_at is null;
select ground.protect_tenant_table('respond.page_acceptance');
