-- Which members read their shifts in a calendar; the address itself is a keyed hash in ground.locator, of kind "calendar".
create table prepare.calendar_feed (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    person_id uuid not null,
    made_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, person_id),
    foreign key (organization_id, person_id) references ground.membership on delete cascade
);
-- What was said before a shift, so that it is said once.
create table prepare.shift_summary (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    schedule_id uuid not null,
    person_id uuid not null,
    shift_from timestamptz not null,
    primary key (organization_id, schedule_id, person_id, shift_from),
    foreign key (organization_id, schedule_id) references prepare.oncall_schedule on delete cascade,
    foreign key (organization_id, person_id) references ground.membership on delete cascade
);
create index shift_summary_person on prepare.shift_summary (organization_id, person_id);
select ground.protect_tenant_table('prepare.calendar_feed'), ground.protect_tenant_table('prepare.shift_summary');
