-- One member offers another a shift, or a part of one, for one of theirs or for nothing.
create table prepare.swap (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    offered_by uuid not null,
    offered_to uuid not null,
    state text not null check (state in ('OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
    offered_at timestamptz not null,
    settled_at timestamptz,
    given_schedule_id uuid,
    given_from timestamptz,
    given_until timestamptz,
    taken_schedule_id uuid,
    taken_from timestamptz,
    taken_until timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, offered_by) references ground.membership (organization_id, person_id) on delete cascade,
    foreign key (organization_id, offered_to) references ground.membership (organization_id, person_id) on delete cascade,
    foreign key (organization_id, given_schedule_id) references prepare.oncall_schedule on delete cascade,
    foreign key (organization_id, taken_schedule_id) references prepare.oncall_schedule on delete cascade,
    check (offered_by <> offered_to),
    check ((state = 'OFFERED') = (settled_at is null)),
    check (num_nonnulls(given_schedule_id, given_from, given_until) in (0, 3) and given_from < given_until is not false),
    check (num_nonnulls(taken_schedule_id, taken_from, taken_until) in (0, 3) and taken_from < taken_until is not false),
    check (given_schedule_id is not null or taken_schedule_id is not null)
);
create index swap_offered_by on prepare.swap (organization_id, offered_by, offered_at);
create index swap_offered_to on prepare.swap (organization_id, offered_to, offered_at);
create index swap_given on prepare.swap (organization_id, given_schedule_id);
create index swap_taken on prepare.swap (organization_id, taken_schedule_id);
select ground.protect_tenant_table('prepare.swap');
