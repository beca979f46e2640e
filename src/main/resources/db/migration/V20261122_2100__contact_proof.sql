-- Whether a way to reach somebody is theirs, and whether it rings. Null for what stands already: it is used as before,
-- as long as its member has no verified one.
alter table ground.contact_method
    add column verified_at timestamptz,              -- the member wrote down the code that was sent there
    add column tested_at timestamptz;                -- the member said that a test page rang

-- A code or a test page that a member sent to one of their own ways. It outlives the way, so that adding the same
-- address again and again sends no more than the limit.
create table ground.contact_proof (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    person_id uuid not null,
    contact_method_id uuid,
    kind text not null check (kind in ('CODE', 'TEST')),
    code_hash bytea,                                 -- keyed; six digits, few tries, minutes
    message_id uuid not null,
    sent_at timestamptz not null,
    tries integer not null default 0,
    answered_at timestamptz,                         -- the right code was given, or the member said whether it rang
    primary key (organization_id, id),
    foreign key (organization_id, contact_method_id) references ground.contact_method on delete set null (contact_method_id),
    foreign key (organization_id, person_id) references ground.membership (organization_id, person_id) on delete cascade,
    check ((kind = 'CODE') = (code_hash is not null))
);
create index contact_proof_of_person on ground.contact_proof (organization_id, person_id, sent_at);

-- Hours in which replies and summaries wait. A page never does.
create table ground.quiet_hours (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    person_id uuid not null,
    from_at time not null,                           -- on the wall, in the organization's zone
    until_at time not null check (until_at <> from_at),
    primary key (organization_id, person_id),
    foreign key (organization_id, person_id) references ground.membership (organization_id, person_id) on delete cascade
);
select ground.protect_tenant_table('ground.contact_proof'), ground.protect_tenant_table('ground.quiet_hours');
