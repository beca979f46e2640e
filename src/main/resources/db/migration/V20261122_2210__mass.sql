-- Those who asked to be written to. One row for each address; no name. What they subscribed to stands in intervals, so that
-- for any instant it can be said who was meant (design.md section 6).
create table ground.subscriber (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,                                -- never changes; shards are ranges of it
    channel text not null check (channel in ('EMAIL', 'SMS', 'PUSH')),
    address bytea,                                   -- sealed; null once they left or nobody is there
    address_hash bytea not null,
    made_at timestamptz not null,
    left_at timestamptz,
    retired text,                                    -- why we do not write to it any more; null while we do
    primary key (organization_id, id),
    unique (organization_id, channel, address_hash),
    check ((address is null) = (left_at is not null or retired is not null))
);
select ground.protect_tenant_table('ground.subscriber');

create table ground.subscription (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    subscriber_id uuid not null,
    area text not null check (area <> ''),           -- opaque here
    channel text not null check (channel in ('EMAIL', 'SMS', 'PUSH')),
    language text not null,
    quiet_from smallint check (quiet_from between 0 and 1439),   -- minutes of their day in which only corrections come
    quiet_until smallint check (quiet_until between 0 and 1439),
    quiet_zone text,
    since timestamptz not null,
    until timestamptz,                               -- null while it lasts; closed rows are kept 30 days
    primary key (organization_id, subscriber_id, area, since),
    foreign key (organization_id, subscriber_id) references ground.subscriber on delete cascade,
    check (until is null or until >= since),
    check ((quiet_from is null) = (quiet_until is null) and (quiet_from is null) = (quiet_zone is null))
);
create index subscription_audience on ground.subscription (organization_id, area, channel, subscriber_id);
create index subscription_present on ground.subscription (organization_id, subscriber_id, channel) where until is null;
select ground.protect_tenant_table('ground.subscription');

create function ground.is_quiet(quiet_from smallint, quiet_until smallint, quiet_zone text, at timestamptz)
    returns boolean language sql stable
    return case when quiet_from is null then false
        when quiet_from <= quiet_until
            then extract(hour from at at time zone quiet_zone) * 60 + extract(minute from at at time zone quiet_zone)
                between quiet_from and quiet_until - 1
        else not extract(hour from at at time zone quiet_zone) * 60 + extract(minute from at at time zone quiet_zone)
                between quiet_until and quiet_from - 1 end;

-- One text to many. Who is meant follows from the areas and one instant, and never changes afterwards.
create table ground.broadcast (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    areas text[] not null,
    audience_at timestamptz not null,
    chases uuid,                                     -- a correction: it reaches those who had that one
    state text not null check (state in ('RUNNING', 'PAUSED', 'STOPPED', 'EXPIRED', 'DONE')),
    audience bigint not null,                        -- how many were meant, counted once before it began
    expires_at timestamptz not null,
    settled_at timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, chases) references ground.broadcast on delete cascade
);
select ground.protect_tenant_table('ground.broadcast');

create table ground.broadcast_text (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    broadcast_id uuid not null,
    language text not null,
    subject text not null,
    body text not null,                              -- what everybody may read, so it is not sealed
    primary key (organization_id, broadcast_id, language),
    foreign key (organization_id, broadcast_id) references ground.broadcast on delete cascade
);
select ground.protect_tenant_table('ground.broadcast_text');

-- A range of subscribers on one channel. All that is known of who got it: how far the shard has come.
create table ground.broadcast_shard (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    broadcast_id uuid not null,
    channel text not null,
    from_id uuid not null,                           -- exclusive
    to_id uuid not null,                             -- inclusive
    position uuid not null,                          -- everybody up to here was dealt with
    reach uuid not null,                             -- up to here a message may have gone: the end of the batch begun last
    batch integer not null check (batch > 0),
    sent bigint not null default 0,
    failed bigint not null default 0,
    begun_at timestamptz,
    moved_at timestamptz,
    done_at timestamptz,
    primary key (organization_id, id),
    unique (organization_id, broadcast_id, channel, from_id),
    foreign key (organization_id, broadcast_id) references ground.broadcast on delete cascade
);
select ground.protect_tenant_table('ground.broadcast_shard');

-- The few behind a shard's position whose message still waits (a provider asked to), or who never got one.
create table ground.broadcast_later (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    shard_id uuid not null,
    subscriber_id uuid not null,
    language text not null,
    tries integer not null default 0,
    due_at timestamptz not null,
    taken boolean not null default false,            -- it may be on its way
    doubtful boolean not null default false,         -- it may have gone before
    primary key (organization_id, shard_id, subscriber_id),
    foreign key (organization_id, shard_id) references ground.broadcast_shard on delete cascade
);
select ground.protect_tenant_table('ground.broadcast_later');

create table ground.broadcast_missed (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    broadcast_id uuid not null,
    subscriber_id uuid not null,
    primary key (organization_id, broadcast_id, subscriber_id),
    foreign key (organization_id, broadcast_id) references ground.broadcast on delete cascade
);
select ground.protect_tenant_table('ground.broadcast_missed');
