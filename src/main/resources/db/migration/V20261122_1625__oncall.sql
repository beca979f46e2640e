-- Who answers. Persons are uuids of members; the keys to ground.membership (organization_id, person_id) come with people.
create table prepare.oncall_schedule (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    version integer not null,
    name text not null check (length(name) between 1 and 500),
    primary key (organization_id, id),
    unique (organization_id, name)
);
-- One rotation to a schedule, until layers are needed.
create table prepare.rotation (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    schedule_id uuid not null,
    zone text not null,
    starts_on date not null,
    hand_over time not null,                         -- on the wall, in zone
    kind text not null check (kind in ('HOURLY', 'DAILY', 'WEEKLY')),
    every integer not null check (every between 1 and 366),
    primary key (organization_id, schedule_id),
    foreign key (organization_id, schedule_id) references prepare.oncall_schedule on delete cascade
);
create table prepare.rotation_member (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    schedule_id uuid not null,
    position integer not null,
    person_id uuid not null,
    primary key (organization_id, schedule_id, position),
    foreign key (organization_id, schedule_id) references prepare.rotation on delete cascade
);
create index rotation_member_person on prepare.rotation_member (organization_id, person_id);
create table prepare.oncall_override (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    schedule_id uuid not null,
    person_id uuid,                                  -- null: nobody answers, and everyone can see that
    from_at timestamptz not null,
    until_at timestamptz not null,
    made_by uuid not null,
    made_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, schedule_id) references prepare.oncall_schedule on delete cascade,
    check (from_at < until_at)
);
create index oncall_override_of_schedule on prepare.oncall_override (organization_id, schedule_id, until_at);
select ground.protect_tenant_table('prepare.oncall_schedule'), ground.protect_tenant_table('prepare.rotation'),
    ground.protect_tenant_table('prepare.rotation_member'), ground.protect_tenant_table('prepare.oncall_override');

create table prepare.escalation_policy (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    version integer not null,
    name text not null check (length(name) between 1 and 500),
    is_default boolean not null,                     -- for sites that have none of their own
    primary key (organization_id, id),
    unique (organization_id, name)
);
create unique index one_default_policy on prepare.escalation_policy (organization_id) where is_default;
create table prepare.escalation_step (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    policy_id uuid not null,
    number integer not null check (number between 0 and 19),
    -- A schedule that a policy asks cannot go: a step that silently asks nobody would cost the door its answer.
    schedule_id uuid not null,
    seconds integer not null check (seconds between 15 and 900),
    primary key (organization_id, policy_id, number),
    foreign key (organization_id, policy_id) references prepare.escalation_policy on delete cascade,
    foreign key (organization_id, schedule_id) references prepare.oncall_schedule on delete restrict
);
create index escalation_step_schedule on prepare.escalation_step (organization_id, schedule_id);
create table prepare.site_policy (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    site_id uuid not null,
    policy_id uuid not null,
    primary key (organization_id, site_id),
    -- restrict: a site that somebody has settled is in use, so undoing an import leaves it alone
    foreign key (organization_id, site_id) references prepare.site on delete restrict,
    foreign key (organization_id, policy_id) references prepare.escalation_policy on delete restrict
);
create index site_policy_policy on prepare.site_policy (organization_id, policy_id);
select ground.protect_tenant_table('prepare.escalation_policy'), ground.protect_tenant_table('prepare.escalation_step'),
    ground.protect_tenant_table('prepare.site_policy');
