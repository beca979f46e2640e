-- The walls, first of all: everything after this stands inside them (design.md section 5).
create schema prepare;
create schema respond;
grant usage on schema ground, prepare, respond to ${application}, ${purge}, ${backup}, ${audit};

-- Whose rows the present transaction may see; null, and therefore none, when nobody said so.
create function ground.current_organization() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.organization', true), '')::uuid;
grant execute on function ground.current_organization() to ${application}, ${purge}, ${backup}, ${audit};

-- Every tenant table passes through here: forced row security, one policy, and the grants of its kind.
--   'whole'   rows may change and go
--   'append'  rows are added and read, never changed by the application; purge may delete them
create function ground.protect_tenant_table(tenant_table regclass, kind text default 'whole') returns void
    language plpgsql as $$
begin
    if kind not in ('whole', 'append') then
        raise exception 'unknown kind %', kind;
    end if;
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format('create policy own_organization on %s using (organization_id = ground.current_organization())'
        ' with check (organization_id = ground.current_organization())', tenant_table);
    if kind = 'whole' then
        execute format('grant select, insert, update, delete on %s to ${application}', tenant_table);
    else
        execute format('grant select, insert on %s to ${application}', tenant_table);
    end if;
    execute format('grant select, update, delete on %s to ${purge}', tenant_table);
    execute format('grant select, insert, delete on %s to ${backup}', tenant_table);
end $$;

-- The tenant itself; without a tenant column because it is one.
create table ground.organization (
    id uuid primary key,
    version integer not null,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}$'),
    name text not null check (name <> ''),
    time_zone text not null,
    language text not null default 'en',
    is_default boolean not null default false,
    is_example boolean not null default false,      -- made by run --demo, marked as such on every page
    hotline_name text,                               -- the legal hotline at the end of every chain
    hotline_phone text,
    created_at timestamptz not null
);
create unique index one_default_organization on ground.organization (is_default) where is_default;
grant select, insert, update on ground.organization to ${application};
grant select on ground.organization to ${purge}, ${audit};
grant select, insert, delete on ground.organization to ${backup};

-- What arrives before the organization is known is found by a keyed hash. The application may ask for one hash, never
-- read the table.
create table ground.locator (
    kind text not null,
    keyed_hash bytea not null check (length(keyed_hash) = 32),
    organization_id uuid references ground.organization on delete cascade,
    subject uuid not null,
    expires_at timestamptz,
    unique nulls not distinct (kind, keyed_hash, organization_id, subject)
);
create index locator_subject on ground.locator (kind, subject);
grant select, insert, delete on ground.locator to ${backup};
grant select, delete on ground.locator to ${purge};

create function ground.locate(asked_kind text, asked_hash bytea, asked_at timestamptz)
    returns table (organization_id uuid, subject uuid)
    language sql stable security definer set search_path = pg_catalog
    begin atomic
        select l.organization_id, l.subject from ground.locator l
        where l.kind = asked_kind and l.keyed_hash = asked_hash and (l.expires_at is null or l.expires_at > asked_at);
    end;

create function ground.place(new_kind text, new_hash bytea, new_organization uuid, new_subject uuid, new_expires timestamptz)
    returns void language sql security definer set search_path = pg_catalog
    begin atomic
        insert into ground.locator (kind, keyed_hash, organization_id, subject, expires_at)
        values (new_kind, new_hash, new_organization, new_subject, new_expires)
        on conflict (kind, keyed_hash, organization_id, subject) do update set expires_at = excluded.expires_at;
    end;

create function ground.forget(old_kind text, old_subject uuid) returns void
    language sql security definer set search_path = pg_catalog
    begin atomic
        delete from ground.locator where kind = old_kind and subject = old_subject;
    end;
revoke execute on function ground.locate, ground.place, ground.forget from public;
grant execute on function ground.locate, ground.place, ground.forget to ${application};

-- What must be done and when, by lane. Ids and instants only: a lane has to find its work before it knows whose it is,
-- and then does it in one transaction of that organization. A row is claimed by a lease with a fencing number.
create table ground.due (
    lane text not null,
    subject uuid not null,
    organization_id uuid not null references ground.organization on delete cascade,
    due_at timestamptz not null,
    leased_until timestamptz,
    fence bigint not null default 0,
    primary key (lane, subject)
);
create index due_next on ground.due (lane, due_at);
grant select, insert, update, delete on ground.due to ${application}, ${backup};
grant select, delete on ground.due to ${purge};

-- One row that says whether and where this installation was set up.
create table ground.installation (
    only_one boolean primary key default true check (only_one),
    id uuid not null,
    public_url text,
    set_up_at timestamptz
);
grant select, insert, update on ground.installation to ${application};
grant select on ground.installation to ${purge}, ${audit};
grant select, insert, delete on ground.installation to ${backup};
