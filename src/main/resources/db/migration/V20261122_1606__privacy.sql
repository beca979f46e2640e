-- Keys that seal, wrapped by one that never enters the database. Deleting a subject's row erases what it sealed.
create table ground.sealing_key (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete cascade,
    id uuid not null,
    subject uuid,                                    -- null: the organization's own key
    wrapped bytea not null,
    made_at timestamptz not null,
    primary key (organization_id, id),
    unique nulls not distinct (organization_id, subject)
);
select ground.protect_tenant_table('ground.sealing_key');
