-- The places that are cared for. What stands here a site publishes itself, so nothing is sealed; a person's own number
-- never belongs here.
create table prepare.site_import (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    file_name text not null check (length(file_name) between 1 and 200),
    kind text not null,                              -- what the person said of sites of which the file says nothing
    time_zone text not null,
    language text not null,
    -- CHECKED: looked at, nothing kept yet. STOPPED: given up half way; what came in can be undone.
    state text not null check (state in ('CHECKED', 'RUNNING', 'DONE', 'STOPPED', 'UNDOING', 'UNDONE')),
    made_by uuid not null,                           -- a person; the key to ground.membership comes with people
    made_at timestamptz not null,
    rows_in_file integer not null check (rows_in_file >= 0),
    done_line bigint not null default 0,             -- moved in the transaction that keeps a batch: a restart goes on here
    rows_done integer not null default 0,
    rows_left_alone integer not null default 0,      -- after undoing: in use or changed since
    attempts integer not null default 0,
    finished_at timestamptz,
    primary key (organization_id, id)
);
-- Two at once could bring in the same site twice.
create unique index one_site_import_at_a_time on prepare.site_import (organization_id) where state in ('RUNNING', 'UNDOING');
create index site_import_latest on prepare.site_import (organization_id, made_at desc);
select ground.protect_tenant_table('prepare.site_import');

-- The file, in pieces, so that no one ever holds all of it; gone when the import is over.
create table prepare.site_import_part (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    import_id uuid not null,
    number integer not null,
    bytes bytea not null,
    primary key (organization_id, import_id, number),
    foreign key (organization_id, import_id) references prepare.site_import on delete cascade
);
select ground.protect_tenant_table('prepare.site_import_part');

create table prepare.site (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    version integer not null,
    name text collate "und-x-icu" not null check (length(name) between 1 and 500),
    kind text not null check (kind in ('CLINIC', 'HOSPITAL', 'SCHOOL', 'SHELTER', 'OFFICE', 'OTHER')),
    street text not null check (length(street) <= 500),
    city text not null check (length(city) <= 500),
    state text not null check (state = '' or state ~ '^[A-Z]{2}$'),
    zip text not null check (length(zip) <= 10),
    phone text not null check (length(phone) <= 500),
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    time_zone text not null,
    language text not null,
    import_id uuid,                                  -- which import made it: undoing takes away these and no others
    -- Without accents and case, so that "clinica" finds "Clínica".
    search_words text generated always as (regexp_replace(lower(normalize(
        name || ' ' || street || ' ' || city || ' ' || state || ' ' || zip, NFKD)), '[\u0300-\u036f]+', '', 'g')) stored,
    primary key (organization_id, id),
    foreign key (organization_id, import_id) references prepare.site_import on delete restrict,
    check ((latitude is null) = (longitude is null))
);
create index site_by_name on prepare.site (organization_id, name, id);
create index site_of_import on prepare.site (organization_id, import_id) where import_id is not null;
select ground.protect_tenant_table('prepare.site');

create table prepare.zone (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    site_id uuid not null,
    name text not null check (length(name) between 1 and 500),
    zone_class text not null check (zone_class in ('PUBLIC', 'NON_PUBLIC', 'CONVERTIBLE', 'DWELLING_LIKE')),
    primary key (organization_id, site_id, name),
    foreign key (organization_id, site_id) references prepare.site on delete cascade
);
create table prepare.site_contact (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    site_id uuid not null,
    role text not null check (length(role) between 1 and 500),
    phone text not null check (length(phone) between 1 and 500),
    primary key (organization_id, site_id, role, phone),
    foreign key (organization_id, site_id) references prepare.site on delete cascade
);
select ground.protect_tenant_table('prepare.zone'), ground.protect_tenant_table('prepare.site_contact');
