-- Who did what to which record. Content-free: ids, an act and an instant. Acts outside any organization (set-up, for
-- example) have none; they are seen by the audit account only.
create table ground.audit_entry (
    organization_id uuid default ground.current_organization() references ground.organization on delete restrict,
    id uuid primary key,
    at timestamptz not null,
    actor uuid not null,
    act text not null check (act ~ '^[a-z-]+\.[a-z-]+$'),
    subject_kind text not null check (subject_kind ~ '^[a-z-]+$'),
    subject uuid not null
);
create index audit_entry_of_subject on ground.audit_entry (organization_id, subject);
alter table ground.audit_entry enable row level security;
alter table ground.audit_entry force row level security;
create policy own_organization on ground.audit_entry to ${application}, ${purge}
    using (organization_id = ground.current_organization())
    with check (organization_id is not distinct from ground.current_organization());
create policy the_whole_trail on ground.audit_entry to ${audit}, ${backup} using (true) with check (true);
grant select, insert on ground.audit_entry to ${application};
grant select on ground.audit_entry to ${audit};
grant select, delete on ground.audit_entry to ${purge};
grant select, insert, delete on ground.audit_entry to ${backup};
