-- How members are reached. The address is sealed; its keyed hash finds a dead or repeated one.
create table ground.contact_method (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    person_id uuid not null,
    channel text not null check (channel in ('EMAIL', 'WALL', 'PHONE')),
    address bytea not null,                          -- sealed: server-readable, because the server must write to it
    address_hash bytea not null,
    position integer not null,                       -- in the member's order
    made_at timestamptz not null,
    dead_at timestamptz,                             -- the gateway said that nobody is there
    primary key (organization_id, id),
    unique (organization_id, person_id, channel, address_hash)
);
select ground.protect_tenant_table('ground.contact_method');

-- One durable row per page or reply, written in the transaction that makes it necessary (design.md section 6).
create table ground.message (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,                                -- also the idempotency key and the Message-ID
    lane text not null check (lane in ('page', 'reply')),
    channel text not null check (channel in ('EMAIL', 'WALL')),
    person_id uuid,
    contact_method_id uuid,                          -- null for a letter to somebody who is no member yet
    address bytea,                                   -- sealed, for such a letter only
    content bytea not null,                          -- sealed: subject, empty line, text
    state text not null check (state in
        ('PENDING', 'LEASED', 'SUBMITTED', 'DELIVERED', 'FAILED', 'UNKNOWN', 'WITHDRAWN', 'EXPIRED')),
    fence bigint not null default 0,
    attempts integer not null default 0,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    submitted_at timestamptz,
    settled_at timestamptz,
    reason text,                                     -- a coarse word, never an address or a server's text
    primary key (organization_id, id),
    foreign key (organization_id, contact_method_id) references ground.contact_method on delete set null (contact_method_id),
    check ((contact_method_id is null and address is null) or contact_method_id is null or address is null)
);
create index message_of_person on ground.message (organization_id, person_id, made_at desc);
select ground.protect_tenant_table('ground.message');
