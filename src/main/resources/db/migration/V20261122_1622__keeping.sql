-- A legal hold stops deletion until somebody releases it, with a reason. Its end never comes by itself: review_by only
-- reminds (facts.md S9.5b: preservation letters run 90 days and may be renewed).
create table ground.legal_hold (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    scope text not null check (scope in ('ORGANIZATION', 'RECORD_CLASS', 'SUBJECT')),
    record_class text check (record_class <> ''),
    subject uuid,
    reason bytea not null,                           -- sealed
    placed_by uuid not null,
    placed_at timestamptz not null,
    review_by timestamptz not null,
    released_by uuid,
    released_at timestamptz,
    release_reason bytea,                            -- sealed
    primary key (organization_id, id),
    check ((scope = 'RECORD_CLASS') = (record_class is not null)),
    check ((scope = 'SUBJECT') = (subject is not null)),
    check ((released_at is null) = (released_by is null) and (released_at is null) = (release_reason is null))
);
select ground.protect_tenant_table('ground.legal_hold');
revoke delete on ground.legal_hold from ${application};
revoke update on ground.legal_hold from ${purge};

-- What the purge took away: how many, never which.
create table ground.purge_run (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    at timestamptz not null,
    record_class text not null,
    found bigint not null check (found >= 0),        -- the dry run, just before
    removed bigint not null check (removed >= 0),
    held bigint not null check (held >= 0),          -- past their time and kept by a hold
    primary key (organization_id, id)
);
select ground.protect_tenant_table('ground.purge_run', 'append');
grant insert on ground.purge_run to ${purge};

-- What was erased on request: ids only. A file outside the database and outside every backup repeats each row, so that
-- a restore can erase again (design.md section 5).
create table ground.erasure (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    at timestamptz not null,
    what text not null check (what ~ '^[a-z_]+\.[a-z_]+\.[a-z_]+$'),   -- schema.table.column that holds the subject
    subject uuid not null,
    primary key (organization_id, id)
);
select ground.protect_tenant_table('ground.erasure', 'append');

-- A backup says at which version of the tables it was made.
grant select on ground.migration to ${backup};
