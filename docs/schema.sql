-- Every table, key, policy, grant and function, drawn from the database by ./amparo docs; a test compares it.
-- The truth is src/main/resources/db/migration. The accounts are named as in the database that comes with Amparo.

create schema ground;
grant usage on schema ground to amparo_application;
grant usage on schema ground to amparo_audit;
grant usage on schema ground to amparo_backup;
grant usage on schema ground to amparo_purge;

create table ground.audit_entry (
    organization_id uuid default ground.current_organization(),
    id uuid not null,
    at timestamp with time zone not null,
    actor uuid not null,
    act text not null,
    subject_kind text not null,
    subject uuid not null,
    constraint audit_entry_pkey PRIMARY KEY (id),
    constraint audit_entry_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint audit_entry_act_check CHECK ((act ~ '^[a-z-]+\.[a-z-]+$'::text)),
    constraint audit_entry_subject_kind_check CHECK ((subject_kind ~ '^[a-z-]+$'::text))
);
CREATE INDEX audit_entry_of_subject ON ground.audit_entry USING btree (organization_id, subject);
alter table ground.audit_entry enable row level security;
alter table ground.audit_entry force row level security;
create policy own_organization on ground.audit_entry for all to amparo_application, amparo_purge using ((organization_id = ground.current_organization())) with check ((NOT (organization_id IS DISTINCT FROM ground.current_organization())));
create policy the_whole_trail on ground.audit_entry for all to amparo_audit, amparo_backup using (true) with check (true);
grant insert, select on ground.audit_entry to amparo_application;
grant select on ground.audit_entry to amparo_audit;
grant delete, insert, select on ground.audit_entry to amparo_backup;
grant delete, select on ground.audit_entry to amparo_purge;

create table ground.contact_method (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    person_id uuid not null,
    channel text not null,
    address bytea not null,
    address_hash bytea not null,
    position integer not null,
    made_at timestamp with time zone not null,
    dead_at timestamp with time zone,
    constraint contact_method_pkey PRIMARY KEY (organization_id, id),
    constraint contact_method_organization_id_person_id_channel_address_ha_key UNIQUE (organization_id, person_id, channel, address_hash),
    constraint contact_method_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint contact_method_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'WALL'::text])))
);
alter table ground.contact_method enable row level security;
alter table ground.contact_method force row level security;
create policy own_organization on ground.contact_method for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.contact_method to amparo_application;
grant delete, insert, select on ground.contact_method to amparo_backup;
grant delete, select, update on ground.contact_method to amparo_purge;

create table ground.due (
    lane text not null,
    subject uuid not null,
    organization_id uuid not null,
    due_at timestamp with time zone not null,
    leased_until timestamp with time zone,
    fence bigint default 0 not null,
    constraint due_pkey PRIMARY KEY (lane, subject),
    constraint due_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE CASCADE
);
CREATE INDEX due_next ON ground.due USING btree (lane, due_at);
grant delete, insert, select, update on ground.due to amparo_application;
grant delete, insert, select, update on ground.due to amparo_backup;
grant delete, select on ground.due to amparo_purge;

create table ground.installation (
    only_one boolean default true not null,
    id uuid not null,
    public_url text,
    set_up_at timestamp with time zone,
    constraint installation_pkey PRIMARY KEY (only_one),
    constraint installation_only_one_check CHECK (only_one)
);
grant insert, select, update on ground.installation to amparo_application;
grant select on ground.installation to amparo_audit;
grant delete, insert, select on ground.installation to amparo_backup;
grant select on ground.installation to amparo_purge;

create table ground.locator (
    kind text not null,
    keyed_hash bytea not null,
    organization_id uuid,
    subject uuid not null,
    expires_at timestamp with time zone,
    constraint locator_kind_keyed_hash_organization_id_subject_key UNIQUE NULLS NOT DISTINCT (kind, keyed_hash, organization_id, subject),
    constraint locator_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE CASCADE,
    constraint locator_keyed_hash_check CHECK ((length(keyed_hash) = 32))
);
CREATE INDEX locator_subject ON ground.locator USING btree (kind, subject);
grant delete, insert, select on ground.locator to amparo_backup;
grant delete, select on ground.locator to amparo_purge;

create table ground.message (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    lane text not null,
    channel text not null,
    person_id uuid,
    contact_method_id uuid,
    address bytea,
    content bytea not null,
    state text not null,
    fence bigint default 0 not null,
    attempts integer default 0 not null,
    made_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    submitted_at timestamp with time zone,
    settled_at timestamp with time zone,
    reason text,
    constraint message_pkey PRIMARY KEY (organization_id, id),
    constraint message_organization_id_contact_method_id_fkey FOREIGN KEY (organization_id, contact_method_id) REFERENCES ground.contact_method(organization_id, id) ON DELETE SET NULL (contact_method_id),
    constraint message_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint message_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'WALL'::text]))),
    constraint message_check CHECK ((((contact_method_id IS NULL) AND (address IS NULL)) OR (contact_method_id IS NULL) OR (address IS NULL))),
    constraint message_lane_check CHECK ((lane = ANY (ARRAY['page'::text, 'reply'::text]))),
    constraint message_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'LEASED'::text, 'SUBMITTED'::text, 'DELIVERED'::text, 'FAILED'::text, 'UNKNOWN'::text, 'WITHDRAWN'::text, 'EXPIRED'::text])))
);
CREATE INDEX message_of_person ON ground.message USING btree (organization_id, person_id, made_at DESC);
alter table ground.message enable row level security;
alter table ground.message force row level security;
create policy own_organization on ground.message for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.message to amparo_application;
grant delete, insert, select on ground.message to amparo_backup;
grant delete, select, update on ground.message to amparo_purge;

create table ground.migration (
    installed_rank integer not null,
    version character varying(50),
    description character varying(200) not null,
    type character varying(20) not null,
    script character varying(1000) not null,
    checksum integer,
    installed_by character varying(100) not null,
    installed_on timestamp without time zone default now() not null,
    execution_time integer not null,
    success boolean not null,
    constraint migration_pk PRIMARY KEY (installed_rank)
);
CREATE INDEX migration_s_idx ON ground.migration USING btree (success);

create table ground.organization (
    id uuid not null,
    version integer not null,
    slug text not null,
    name text not null,
    time_zone text not null,
    language text default 'en'::text not null,
    is_default boolean default false not null,
    is_example boolean default false not null,
    hotline_name text,
    hotline_phone text,
    created_at timestamp with time zone not null,
    constraint organization_pkey PRIMARY KEY (id),
    constraint organization_slug_key UNIQUE (slug),
    constraint organization_name_check CHECK ((name <> ''::text)),
    constraint organization_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,38}$'::text))
);
CREATE UNIQUE INDEX one_default_organization ON ground.organization USING btree (is_default) WHERE is_default;
grant insert, select, update on ground.organization to amparo_application;
grant select on ground.organization to amparo_audit;
grant delete, insert, select on ground.organization to amparo_backup;
grant select on ground.organization to amparo_purge;

create table ground.sealing_key (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    subject uuid,
    wrapped bytea not null,
    made_at timestamp with time zone not null,
    constraint sealing_key_pkey PRIMARY KEY (organization_id, id),
    constraint sealing_key_organization_id_subject_key UNIQUE NULLS NOT DISTINCT (organization_id, subject),
    constraint sealing_key_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE CASCADE
);
alter table ground.sealing_key enable row level security;
alter table ground.sealing_key force row level security;
create policy own_organization on ground.sealing_key for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.sealing_key to amparo_application;
grant delete, insert, select on ground.sealing_key to amparo_backup;
grant delete, select, update on ground.sealing_key to amparo_purge;

CREATE OR REPLACE FUNCTION ground.current_organization()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid;
grant execute on function ground.current_organization() to amparo_application;
grant execute on function ground.current_organization() to amparo_audit;
grant execute on function ground.current_organization() to amparo_backup;
grant execute on function ground.current_organization() to amparo_purge;
grant execute on function ground.current_organization() to public;

CREATE OR REPLACE FUNCTION ground.forget(old_kind text, old_subject uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 DELETE FROM ground.locator
   WHERE ((locator.kind = forget.old_kind) AND (locator.subject = forget.old_subject));
END;
grant execute on function ground.forget(text,uuid) to amparo_application;

CREATE OR REPLACE FUNCTION ground.locate(asked_kind text, asked_hash bytea, asked_at timestamp with time zone)
 RETURNS TABLE(organization_id uuid, subject uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT l.organization_id,
     l.subject
    FROM ground.locator l
   WHERE ((l.kind = locate.asked_kind) AND (l.keyed_hash = locate.asked_hash) AND ((l.expires_at IS NULL) OR (l.expires_at > locate.asked_at)));
END;
grant execute on function ground.locate(text,bytea,timestamp with time zone) to amparo_application;

CREATE OR REPLACE FUNCTION ground.place(new_kind text, new_hash bytea, new_organization uuid, new_subject uuid, new_expires timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 INSERT INTO ground.locator (kind, keyed_hash, organization_id, subject, expires_at)
   VALUES (place.new_kind, place.new_hash, place.new_organization, place.new_subject, place.new_expires) ON CONFLICT(kind, keyed_hash, organization_id, subject) DO UPDATE SET expires_at = excluded.expires_at;
END;
grant execute on function ground.place(text,bytea,uuid,uuid,timestamp with time zone) to amparo_application;

CREATE OR REPLACE FUNCTION ground.protect_tenant_table(tenant_table regclass, kind text DEFAULT 'whole'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
    if kind not in ('whole', 'append') then
        raise exception 'unknown kind %', kind;
    end if;
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format('create policy own_organization on %s using (organization_id = ground.current_organization())'
        ' with check (organization_id = ground.current_organization())', tenant_table);
    if kind = 'whole' then
        execute format('grant select, insert, update, delete on %s to amparo_application', tenant_table);
    else
        execute format('grant select, insert on %s to amparo_application', tenant_table);
    end if;
    execute format('grant select, update, delete on %s to amparo_purge', tenant_table);
    execute format('grant select, insert, delete on %s to amparo_backup', tenant_table);
end $function$;
grant execute on function ground.protect_tenant_table(regclass,text) to public;

create schema prepare;
grant usage on schema prepare to amparo_application;
grant usage on schema prepare to amparo_audit;
grant usage on schema prepare to amparo_backup;
grant usage on schema prepare to amparo_purge;

create schema respond;
grant usage on schema respond to amparo_application;
grant usage on schema respond to amparo_audit;
grant usage on schema respond to amparo_backup;
grant usage on schema respond to amparo_purge;
