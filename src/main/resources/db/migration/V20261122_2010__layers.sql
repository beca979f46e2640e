-- Several layers to a schedule. What stands is layer 0, in all hours of the week: the defaults are filled in by "alter
-- table", which sees every row, where an owner's update would see none under forced row security. No row is copied.
alter table prepare.rotation_member drop constraint rotation_member_organization_id_schedule_id_fkey,
    drop constraint rotation_member_pkey,
    add column layer integer not null default 0;
alter table prepare.rotation drop constraint rotation_pkey,
    add column layer integer not null default 0 check (layer between 0 and 9),
    add column name text not null default '' check (length(name) <= 500),
    add column on_days integer not null default 127 check (on_days between 1 and 127), -- one bit to a day, Monday's the lowest
    add column from_time time not null default '00:00',
    add column until_time time not null default '00:00',   -- not later than from_time: on the next day
    add primary key (organization_id, schedule_id, layer);
alter table prepare.rotation_member add primary key (organization_id, schedule_id, layer, position);
select ground.add_key('prepare.rotation_member', 'organization_id, schedule_id, layer', 'prepare.rotation',
    'organization_id, schedule_id, layer', 'cascade');

-- Dates on which a layer's other list answers, or, without one, the layer rests.
create table prepare.holiday (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    schedule_id uuid not null,
    layer integer not null,
    day date not null,                               -- midnight to midnight, in the layer's zone
    name text not null check (length(name) between 1 and 500),
    primary key (organization_id, schedule_id, layer, day),
    foreign key (organization_id, schedule_id, layer) references prepare.rotation on delete cascade
);
create table prepare.holiday_member (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    schedule_id uuid not null,
    layer integer not null,
    day date not null,
    position integer not null,
    person_id uuid not null,
    primary key (organization_id, schedule_id, layer, day, position),
    foreign key (organization_id, schedule_id, layer, day) references prepare.holiday on delete cascade,
    foreign key (organization_id, person_id) references ground.membership on delete cascade
);
create index holiday_member_person on prepare.holiday_member (organization_id, person_id);

-- A time in which another list of people answers.
create table prepare.temporary_schedule (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    schedule_id uuid not null,
    name text not null check (length(name) between 1 and 500),
    from_at timestamptz not null,
    until_at timestamptz not null,
    made_by uuid not null references ground.person on delete restrict,
    made_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, schedule_id) references prepare.oncall_schedule on delete cascade,
    check (from_at < until_at)
);
create index temporary_schedule_of on prepare.temporary_schedule (organization_id, schedule_id, until_at);
create table prepare.temporary_member (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    temporary_id uuid not null,
    position integer not null,
    person_id uuid not null,
    primary key (organization_id, temporary_id, position),
    foreign key (organization_id, temporary_id) references prepare.temporary_schedule on delete cascade,
    foreign key (organization_id, person_id) references ground.membership on delete cascade
);
create index temporary_member_person on prepare.temporary_member (organization_id, person_id);
select ground.protect_tenant_table('prepare.holiday'), ground.protect_tenant_table('prepare.holiday_member'),
    ground.protect_tenant_table('prepare.temporary_schedule'), ground.protect_tenant_table('prepare.temporary_member');
