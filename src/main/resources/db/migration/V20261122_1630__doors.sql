-- Tablets at doors. Tokens live in ground.locator as keyed hashes; here is what they stand for.
create table prepare.door_device (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    site_id uuid not null,
    label text not null check (length(label) between 1 and 500),
    enrolled_by uuid not null,                       -- the administrator whose link it was
    enrolled_at timestamptz not null,
    last_seen_at timestamptz,                        -- to the minute
    revoked_at timestamptz,
    revoked_by uuid,
    primary key (organization_id, id),
    foreign key (organization_id, site_id) references prepare.site on delete restrict,
    check ((revoked_at is null) = (revoked_by is null))
);
create index door_device_of_site on prepare.door_device (organization_id, site_id);

-- A link that lets one tablet in, once, for a quarter of an hour.
create table prepare.door_enrolment (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    site_id uuid not null,
    label text not null check (length(label) between 1 and 500),
    made_by uuid not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, site_id) references prepare.site on delete cascade
);
select ground.protect_tenant_table('prepare.door_device'), ground.protect_tenant_table('prepare.door_enrolment');
