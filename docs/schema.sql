-- Every table, key, policy, grant and function, drawn from the database by ./amparo docs; a test compares it.
-- The truth is src/main/resources/db/migration. The accounts are named as in the database that comes with Amparo.

create schema ground;
grant usage on schema ground to amparo_application;
grant usage on schema ground to amparo_audit;
grant usage on schema ground to amparo_backup;
grant usage on schema ground to amparo_purge;

create table ground.audit_checkpoint (
    length bigint not null,
    head bytea not null,
    at timestamp with time zone not null,
    signature bytea not null,
    constraint audit_checkpoint_pkey PRIMARY KEY (length),
    constraint audit_checkpoint_head_check CHECK ((length(head) = 32)),
    constraint audit_checkpoint_length_check CHECK ((length > 0))
);
grant insert, select on ground.audit_checkpoint to amparo_audit;
grant delete, insert, select on ground.audit_checkpoint to amparo_backup;

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
CREATE INDEX audit_entry_at ON ground.audit_entry USING btree (at);
CREATE INDEX audit_entry_newest ON ground.audit_entry USING btree (organization_id, at DESC, id);
CREATE INDEX audit_entry_of_subject ON ground.audit_entry USING btree (organization_id, subject);
alter table ground.audit_entry enable row level security;
alter table ground.audit_entry force row level security;
create policy own_organization on ground.audit_entry for all to amparo_application, amparo_purge using ((organization_id = ground.current_organization())) with check ((NOT (organization_id IS DISTINCT FROM ground.current_organization())));
create policy the_whole_trail on ground.audit_entry for all to amparo_audit, amparo_backup using (true) with check (true);
grant insert, select on ground.audit_entry to amparo_application;
grant select on ground.audit_entry to amparo_audit;
grant delete, insert, select on ground.audit_entry to amparo_backup;
grant select on ground.audit_entry to amparo_purge;

create table ground.audit_link (
    seq bigint not null,
    entry_id uuid not null,
    hash bytea not null,
    constraint audit_link_pkey PRIMARY KEY (seq),
    constraint audit_link_entry_id_key UNIQUE (entry_id),
    constraint audit_link_hash_check CHECK ((length(hash) = 32)),
    constraint audit_link_seq_check CHECK ((seq > 0))
);
grant insert, select on ground.audit_link to amparo_audit;
grant delete, insert, select on ground.audit_link to amparo_backup;

create table ground.broadcast (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    areas text[] not null,
    audience_at timestamp with time zone not null,
    chases uuid,
    state text not null,
    audience bigint not null,
    expires_at timestamp with time zone not null,
    settled_at timestamp with time zone,
    constraint broadcast_pkey PRIMARY KEY (organization_id, id),
    constraint broadcast_organization_id_chases_fkey FOREIGN KEY (organization_id, chases) REFERENCES ground.broadcast(organization_id, id) ON DELETE CASCADE,
    constraint broadcast_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint broadcast_state_check CHECK ((state = ANY (ARRAY['RUNNING'::text, 'PAUSED'::text, 'STOPPED'::text, 'EXPIRED'::text, 'DONE'::text])))
);
alter table ground.broadcast enable row level security;
alter table ground.broadcast force row level security;
create policy own_organization on ground.broadcast for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.broadcast to amparo_application;
grant delete, insert, select on ground.broadcast to amparo_backup;
grant delete, select, update on ground.broadcast to amparo_purge;

create table ground.broadcast_later (
    organization_id uuid default ground.current_organization() not null,
    shard_id uuid not null,
    subscriber_id uuid not null,
    language text not null,
    tries integer default 0 not null,
    due_at timestamp with time zone not null,
    taken boolean default false not null,
    doubtful boolean default false not null,
    constraint broadcast_later_pkey PRIMARY KEY (organization_id, shard_id, subscriber_id),
    constraint broadcast_later_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint broadcast_later_organization_id_shard_id_fkey FOREIGN KEY (organization_id, shard_id) REFERENCES ground.broadcast_shard(organization_id, id) ON DELETE CASCADE
);
alter table ground.broadcast_later enable row level security;
alter table ground.broadcast_later force row level security;
create policy own_organization on ground.broadcast_later for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.broadcast_later to amparo_application;
grant delete, insert, select on ground.broadcast_later to amparo_backup;
grant delete, select, update on ground.broadcast_later to amparo_purge;

create table ground.broadcast_missed (
    organization_id uuid default ground.current_organization() not null,
    broadcast_id uuid not null,
    subscriber_id uuid not null,
    constraint broadcast_missed_pkey PRIMARY KEY (organization_id, broadcast_id, subscriber_id),
    constraint broadcast_missed_organization_id_broadcast_id_fkey FOREIGN KEY (organization_id, broadcast_id) REFERENCES ground.broadcast(organization_id, id) ON DELETE CASCADE,
    constraint broadcast_missed_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT
);
alter table ground.broadcast_missed enable row level security;
alter table ground.broadcast_missed force row level security;
create policy own_organization on ground.broadcast_missed for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.broadcast_missed to amparo_application;
grant delete, insert, select on ground.broadcast_missed to amparo_backup;
grant delete, select, update on ground.broadcast_missed to amparo_purge;

create table ground.broadcast_shard (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    broadcast_id uuid not null,
    channel text not null,
    from_id uuid not null,
    to_id uuid not null,
    position uuid not null,
    reach uuid not null,
    batch integer not null,
    sent bigint default 0 not null,
    failed bigint default 0 not null,
    begun_at timestamp with time zone,
    moved_at timestamp with time zone,
    done_at timestamp with time zone,
    constraint broadcast_shard_pkey PRIMARY KEY (organization_id, id),
    constraint broadcast_shard_organization_id_broadcast_id_channel_from_i_key UNIQUE (organization_id, broadcast_id, channel, from_id),
    constraint broadcast_shard_organization_id_broadcast_id_fkey FOREIGN KEY (organization_id, broadcast_id) REFERENCES ground.broadcast(organization_id, id) ON DELETE CASCADE,
    constraint broadcast_shard_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint broadcast_shard_batch_check CHECK ((batch > 0))
);
alter table ground.broadcast_shard enable row level security;
alter table ground.broadcast_shard force row level security;
create policy own_organization on ground.broadcast_shard for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.broadcast_shard to amparo_application;
grant delete, insert, select on ground.broadcast_shard to amparo_backup;
grant delete, select, update on ground.broadcast_shard to amparo_purge;

create table ground.broadcast_text (
    organization_id uuid default ground.current_organization() not null,
    broadcast_id uuid not null,
    language text not null,
    subject text not null,
    body text not null,
    constraint broadcast_text_pkey PRIMARY KEY (organization_id, broadcast_id, language),
    constraint broadcast_text_organization_id_broadcast_id_fkey FOREIGN KEY (organization_id, broadcast_id) REFERENCES ground.broadcast(organization_id, id) ON DELETE CASCADE,
    constraint broadcast_text_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT
);
alter table ground.broadcast_text enable row level security;
alter table ground.broadcast_text force row level security;
create policy own_organization on ground.broadcast_text for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.broadcast_text to amparo_application;
grant delete, insert, select on ground.broadcast_text to amparo_backup;
grant delete, select, update on ground.broadcast_text to amparo_purge;

create table ground.clock (
    boot text not null,
    at timestamp with time zone not null,
    nanos bigint not null,
    owed_us bigint not null,
    constraint clock_pkey PRIMARY KEY (boot)
);
grant delete, insert, select, update on ground.clock to amparo_application;
grant delete, insert, select, update on ground.clock to amparo_backup;
grant delete, select on ground.clock to amparo_purge;

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
    verified_at timestamp with time zone,
    tested_at timestamp with time zone,
    constraint contact_method_pkey PRIMARY KEY (organization_id, id),
    constraint contact_method_organization_id_person_id_channel_address_ha_key UNIQUE (organization_id, person_id, channel, address_hash),
    constraint contact_method_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint contact_method_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint contact_method_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'SMS'::text, 'VOICE'::text, 'PUSH'::text, 'WALL'::text, 'PHONE'::text])))
);
alter table ground.contact_method enable row level security;
alter table ground.contact_method force row level security;
create policy own_organization on ground.contact_method for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.contact_method to amparo_application;
grant delete, insert, select on ground.contact_method to amparo_backup;
grant delete, select, update on ground.contact_method to amparo_purge;

create table ground.contact_proof (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    person_id uuid not null,
    contact_method_id uuid,
    kind text not null,
    code_hash bytea,
    message_id uuid not null,
    sent_at timestamp with time zone not null,
    tries integer default 0 not null,
    answered_at timestamp with time zone,
    constraint contact_proof_pkey PRIMARY KEY (organization_id, id),
    constraint contact_proof_organization_id_contact_method_id_fkey FOREIGN KEY (organization_id, contact_method_id) REFERENCES ground.contact_method(organization_id, id) ON DELETE SET NULL (contact_method_id),
    constraint contact_proof_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint contact_proof_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint contact_proof_check CHECK (((kind = 'CODE'::text) = (code_hash IS NOT NULL))),
    constraint contact_proof_kind_check CHECK ((kind = ANY (ARRAY['CODE'::text, 'TEST'::text])))
);
CREATE INDEX contact_proof_of_person ON ground.contact_proof USING btree (organization_id, person_id, sent_at);
alter table ground.contact_proof enable row level security;
alter table ground.contact_proof force row level security;
create policy own_organization on ground.contact_proof for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.contact_proof to amparo_application;
grant delete, insert, select on ground.contact_proof to amparo_backup;
grant delete, select, update on ground.contact_proof to amparo_purge;

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

create table ground.erasure (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    at timestamp with time zone not null,
    what text not null,
    subject uuid not null,
    constraint erasure_pkey PRIMARY KEY (organization_id, id),
    constraint erasure_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint erasure_what_check CHECK ((what ~ '^[a-z_]+\.[a-z_]+\.[a-z_]+$'::text))
);
alter table ground.erasure enable row level security;
alter table ground.erasure force row level security;
create policy own_organization on ground.erasure for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on ground.erasure to amparo_application;
grant delete, insert, select on ground.erasure to amparo_backup;
grant delete, select, update on ground.erasure to amparo_purge;

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

create table ground.invitation (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    name text not null,
    email bytea not null,
    roles text[] not null,
    invited_by uuid not null,
    invited_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    opened_at timestamp with time zone,
    constraint invitation_pkey PRIMARY KEY (organization_id, id),
    constraint invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint invitation_check CHECK ((expires_at > invited_at)),
    constraint invitation_check1 CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL))),
    constraint invitation_name_check CHECK ((name <> ''::text)),
    constraint invitation_roles_check CHECK (((roles <@ ARRAY['STAFF'::text, 'REVIEWER'::text, 'ADMINISTRATOR'::text]) AND ('STAFF'::text = ANY (roles))))
);
alter table ground.invitation enable row level security;
alter table ground.invitation force row level security;
create policy own_organization on ground.invitation for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.invitation to amparo_application;
grant delete, insert, select on ground.invitation to amparo_backup;
grant delete, select, update on ground.invitation to amparo_purge;

create table ground.legal_hold (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    scope text not null,
    record_class text,
    subject uuid,
    reason bytea not null,
    placed_by uuid not null,
    placed_at timestamp with time zone not null,
    review_by timestamp with time zone not null,
    released_by uuid,
    released_at timestamp with time zone,
    release_reason bytea,
    constraint legal_hold_pkey PRIMARY KEY (organization_id, id),
    constraint legal_hold_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint legal_hold_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint legal_hold_released_by_fkey FOREIGN KEY (released_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint legal_hold_check CHECK (((scope = 'RECORD_CLASS'::text) = (record_class IS NOT NULL))),
    constraint legal_hold_check1 CHECK (((scope = 'SUBJECT'::text) = (subject IS NOT NULL))),
    constraint legal_hold_check2 CHECK ((((released_at IS NULL) = (released_by IS NULL)) AND ((released_at IS NULL) = (release_reason IS NULL)))),
    constraint legal_hold_record_class_check CHECK ((record_class <> ''::text)),
    constraint legal_hold_scope_check CHECK ((scope = ANY (ARRAY['ORGANIZATION'::text, 'RECORD_CLASS'::text, 'SUBJECT'::text])))
);
alter table ground.legal_hold enable row level security;
alter table ground.legal_hold force row level security;
create policy own_organization on ground.legal_hold for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select, update on ground.legal_hold to amparo_application;
grant delete, insert, select on ground.legal_hold to amparo_backup;
grant delete, select on ground.legal_hold to amparo_purge;

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

create table ground.membership (
    organization_id uuid default ground.current_organization() not null,
    person_id uuid not null,
    name text not null,
    email bytea not null,
    roles text[] not null,
    joined_at timestamp with time zone not null,
    left_at timestamp with time zone,
    constraint membership_pkey PRIMARY KEY (organization_id, person_id),
    constraint membership_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint membership_check CHECK ((left_at >= joined_at)),
    constraint membership_name_check CHECK ((name <> ''::text)),
    constraint membership_roles_check CHECK (((roles <@ ARRAY['STAFF'::text, 'REVIEWER'::text, 'ADMINISTRATOR'::text]) AND ('STAFF'::text = ANY (roles))))
);
alter table ground.membership enable row level security;
alter table ground.membership force row level security;
create policy own_organization on ground.membership for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.membership to amparo_application;
grant delete, insert, select on ground.membership to amparo_backup;
grant delete, select, update on ground.membership to amparo_purge;

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
    unclear integer default 0 not null,
    constraint message_pkey PRIMARY KEY (organization_id, id),
    constraint message_organization_id_contact_method_id_fkey FOREIGN KEY (organization_id, contact_method_id) REFERENCES ground.contact_method(organization_id, id) ON DELETE SET NULL (contact_method_id),
    constraint message_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint message_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE SET NULL (person_id),
    constraint message_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'SMS'::text, 'VOICE'::text, 'PUSH'::text, 'WALL'::text]))),
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
grant select on ground.migration to amparo_backup;

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

create table ground.passkey (
    id uuid not null,
    person_id uuid not null,
    credential_id bytea not null,
    public_key bytea not null,
    signature_count bigint not null,
    user_verified boolean not null,
    backup_eligible boolean not null,
    backup_state boolean not null,
    transports text[] not null,
    attestation bytea not null,
    label text not null,
    made_at timestamp with time zone not null,
    last_used date,
    constraint passkey_pkey PRIMARY KEY (id),
    constraint passkey_credential_id_key UNIQUE (credential_id),
    constraint passkey_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE CASCADE,
    constraint passkey_label_check CHECK ((label <> ''::text)),
    constraint passkey_user_verified_check CHECK (user_verified)
);
CREATE INDEX passkey_person ON ground.passkey USING btree (person_id);
grant delete, insert, select, update on ground.passkey to amparo_application;
grant delete, insert, select on ground.passkey to amparo_backup;
grant delete, select, update on ground.passkey to amparo_purge;

create table ground.passkey_challenge (
    id uuid not null,
    purpose text not null,
    person_id uuid,
    challenge bytea not null,
    expires_at timestamp with time zone not null,
    constraint passkey_challenge_pkey PRIMARY KEY (id),
    constraint passkey_challenge_challenge_check CHECK ((length(challenge) >= 16)),
    constraint passkey_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['MAKE'::text, 'SIGN_IN'::text, 'PROVE'::text])))
);
grant delete, insert, select, update on ground.passkey_challenge to amparo_application;
grant delete, insert, select on ground.passkey_challenge to amparo_backup;
grant delete, select, update on ground.passkey_challenge to amparo_purge;

create table ground.person (
    id uuid not null,
    passphrase_hash text,
    language text not null,
    constraint person_pkey PRIMARY KEY (id),
    constraint person_language_check CHECK ((language ~ '^[a-z]{2,3}$'::text))
);
grant delete, insert, select, update on ground.person to amparo_application;
grant delete, insert, select on ground.person to amparo_backup;
grant delete, select, update on ground.person to amparo_purge;

create table ground.purge_run (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    at timestamp with time zone not null,
    record_class text not null,
    found bigint not null,
    removed bigint not null,
    held bigint not null,
    constraint purge_run_pkey PRIMARY KEY (organization_id, id),
    constraint purge_run_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint purge_run_found_check CHECK ((found >= 0)),
    constraint purge_run_held_check CHECK ((held >= 0)),
    constraint purge_run_removed_check CHECK ((removed >= 0))
);
alter table ground.purge_run enable row level security;
alter table ground.purge_run force row level security;
create policy own_organization on ground.purge_run for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on ground.purge_run to amparo_application;
grant delete, insert, select on ground.purge_run to amparo_backup;
grant delete, insert, select, update on ground.purge_run to amparo_purge;

create table ground.quiet_hours (
    organization_id uuid default ground.current_organization() not null,
    person_id uuid not null,
    from_at time without time zone not null,
    until_at time without time zone not null,
    constraint quiet_hours_pkey PRIMARY KEY (organization_id, person_id),
    constraint quiet_hours_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint quiet_hours_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint quiet_hours_check CHECK ((until_at <> from_at))
);
alter table ground.quiet_hours enable row level security;
alter table ground.quiet_hours force row level security;
create policy own_organization on ground.quiet_hours for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.quiet_hours to amparo_application;
grant delete, insert, select on ground.quiet_hours to amparo_backup;
grant delete, select, update on ground.quiet_hours to amparo_purge;

create table ground.recovery_code (
    person_id uuid not null,
    keyed_hash bytea not null,
    used_at timestamp with time zone,
    constraint recovery_code_pkey PRIMARY KEY (person_id, keyed_hash),
    constraint recovery_code_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE CASCADE,
    constraint recovery_code_keyed_hash_check CHECK ((length(keyed_hash) = 32))
);
grant delete, insert, select, update on ground.recovery_code to amparo_application;
grant delete, insert, select on ground.recovery_code to amparo_backup;
grant delete, select, update on ground.recovery_code to amparo_purge;

create table ground.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by text,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    constraint scheduled_tasks_pkey PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_next ON ground.scheduled_tasks USING btree (execution_time);
grant delete, insert, select, update on ground.scheduled_tasks to amparo_application;

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

create table ground.session (
    id uuid not null,
    token_hash bytea not null,
    person_id uuid not null,
    present_organization uuid,
    label text,
    started_at timestamp with time zone not null,
    last_seen date not null,
    proven_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    constraint session_pkey PRIMARY KEY (id),
    constraint session_token_hash_key UNIQUE (token_hash),
    constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE CASCADE,
    constraint session_present_organization_fkey FOREIGN KEY (present_organization) REFERENCES ground.organization(id) ON DELETE SET NULL,
    constraint session_label_check CHECK ((label <> ''::text)),
    constraint session_token_hash_check CHECK ((length(token_hash) = 32))
);
CREATE INDEX session_person ON ground.session USING btree (person_id);
grant delete, insert, select, update on ground.session to amparo_application;
grant delete, insert, select on ground.session to amparo_backup;
grant delete, select, update on ground.session to amparo_purge;

create table ground.set_up_draft (
    only_one boolean default true not null,
    person_id uuid not null,
    organization_name text,
    time_zone text,
    person_name text,
    email text,
    constraint set_up_draft_pkey PRIMARY KEY (only_one),
    constraint set_up_draft_only_one_check CHECK (only_one)
);
grant delete, insert, select, update on ground.set_up_draft to amparo_application;
grant delete, insert, select on ground.set_up_draft to amparo_backup;

create table ground.subscriber (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    channel text not null,
    address bytea,
    address_hash bytea not null,
    made_at timestamp with time zone not null,
    left_at timestamp with time zone,
    retired text,
    constraint subscriber_pkey PRIMARY KEY (organization_id, id),
    constraint subscriber_organization_id_channel_address_hash_key UNIQUE (organization_id, channel, address_hash),
    constraint subscriber_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint subscriber_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'SMS'::text, 'PUSH'::text]))),
    constraint subscriber_check CHECK (((address IS NULL) = ((left_at IS NOT NULL) OR (retired IS NOT NULL))))
);
alter table ground.subscriber enable row level security;
alter table ground.subscriber force row level security;
create policy own_organization on ground.subscriber for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.subscriber to amparo_application;
grant delete, insert, select on ground.subscriber to amparo_backup;
grant delete, select, update on ground.subscriber to amparo_purge;

create table ground.subscription (
    organization_id uuid default ground.current_organization() not null,
    subscriber_id uuid not null,
    area text not null,
    channel text not null,
    language text not null,
    quiet_from smallint,
    quiet_until smallint,
    quiet_zone text,
    since timestamp with time zone not null,
    until timestamp with time zone,
    constraint subscription_pkey PRIMARY KEY (organization_id, subscriber_id, area, since),
    constraint subscription_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint subscription_organization_id_subscriber_id_fkey FOREIGN KEY (organization_id, subscriber_id) REFERENCES ground.subscriber(organization_id, id) ON DELETE CASCADE,
    constraint subscription_area_check CHECK ((area <> ''::text)),
    constraint subscription_channel_check CHECK ((channel = ANY (ARRAY['EMAIL'::text, 'SMS'::text, 'PUSH'::text]))),
    constraint subscription_check CHECK (((until IS NULL) OR (until >= since))),
    constraint subscription_check1 CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND ((quiet_from IS NULL) = (quiet_zone IS NULL)))),
    constraint subscription_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
    constraint subscription_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
);
CREATE INDEX subscription_audience ON ground.subscription USING btree (organization_id, area, channel, subscriber_id);
CREATE INDEX subscription_present ON ground.subscription USING btree (organization_id, subscriber_id, channel) WHERE (until IS NULL);
alter table ground.subscription enable row level security;
alter table ground.subscription force row level security;
create policy own_organization on ground.subscription for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on ground.subscription to amparo_application;
grant delete, insert, select on ground.subscription to amparo_backup;
grant delete, select, update on ground.subscription to amparo_purge;

CREATE OR REPLACE FUNCTION ground.add_key(tenant_table regclass, columns text, other regclass, other_columns text, on_delete text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
    forced regclass[];
    each regclass;
begin
    select coalesce(array_agg(c.oid::regclass), '{}') into forced
        from pg_catalog.pg_class c where c.oid in (tenant_table, other) and c.relforcerowsecurity;
    foreach each in array forced loop
        execute format('alter table %s no force row level security', each);
    end loop;
    execute format('alter table %s add foreign key (%s) references %s (%s) on delete %s',
        tenant_table, columns, other, other_columns, on_delete);
    foreach each in array forced loop
        execute format('alter table %s force row level security', each);
    end loop;
end $function$;

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

CREATE OR REPLACE FUNCTION ground.is_quiet(quiet_from smallint, quiet_until smallint, quiet_zone text, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN CASE WHEN (quiet_from IS NULL) THEN false WHEN (quiet_from <= quiet_until) THEN ((((EXTRACT(hour FROM (at AT TIME ZONE quiet_zone)) * (60)::numeric) + EXTRACT(minute FROM (at AT TIME ZONE quiet_zone))) >= (quiet_from)::numeric) AND (((EXTRACT(hour FROM (at AT TIME ZONE quiet_zone)) * (60)::numeric) + EXTRACT(minute FROM (at AT TIME ZONE quiet_zone))) <= ((quiet_until - 1))::numeric)) ELSE (NOT ((((EXTRACT(hour FROM (at AT TIME ZONE quiet_zone)) * (60)::numeric) + EXTRACT(minute FROM (at AT TIME ZONE quiet_zone))) >= (quiet_until)::numeric) AND (((EXTRACT(hour FROM (at AT TIME ZONE quiet_zone)) * (60)::numeric) + EXTRACT(minute FROM (at AT TIME ZONE quiet_zone))) <= ((quiet_from - 1))::numeric))) END;
grant execute on function ground.is_quiet(smallint,smallint,text,timestamp with time zone) to public;

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

create table prepare.calendar_feed (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    person_id uuid not null,
    made_at timestamp with time zone not null,
    constraint calendar_feed_pkey PRIMARY KEY (organization_id, id),
    constraint calendar_feed_organization_id_person_id_key UNIQUE (organization_id, person_id),
    constraint calendar_feed_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint calendar_feed_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE
);
alter table prepare.calendar_feed enable row level security;
alter table prepare.calendar_feed force row level security;
create policy own_organization on prepare.calendar_feed for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.calendar_feed to amparo_application;
grant delete, insert, select on prepare.calendar_feed to amparo_backup;
grant delete, select, update on prepare.calendar_feed to amparo_purge;

create table prepare.door_device (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    site_id uuid not null,
    label text not null,
    enrolled_by uuid not null,
    enrolled_at timestamp with time zone not null,
    last_seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    revoked_by uuid,
    constraint door_device_pkey PRIMARY KEY (organization_id, id),
    constraint door_device_enrolled_by_fkey FOREIGN KEY (enrolled_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint door_device_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint door_device_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE RESTRICT,
    constraint door_device_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint door_device_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
    constraint door_device_label_check CHECK (((length(label) >= 1) AND (length(label) <= 500)))
);
CREATE INDEX door_device_of_site ON prepare.door_device USING btree (organization_id, site_id);
alter table prepare.door_device enable row level security;
alter table prepare.door_device force row level security;
create policy own_organization on prepare.door_device for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.door_device to amparo_application;
grant delete, insert, select on prepare.door_device to amparo_backup;
grant delete, select, update on prepare.door_device to amparo_purge;

create table prepare.door_enrolment (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    site_id uuid not null,
    label text not null,
    made_by uuid not null,
    made_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint door_enrolment_pkey PRIMARY KEY (organization_id, id),
    constraint door_enrolment_made_by_fkey FOREIGN KEY (made_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint door_enrolment_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint door_enrolment_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE CASCADE,
    constraint door_enrolment_label_check CHECK (((length(label) >= 1) AND (length(label) <= 500)))
);
alter table prepare.door_enrolment enable row level security;
alter table prepare.door_enrolment force row level security;
create policy own_organization on prepare.door_enrolment for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.door_enrolment to amparo_application;
grant delete, insert, select on prepare.door_enrolment to amparo_backup;
grant delete, select, update on prepare.door_enrolment to amparo_purge;

create table prepare.escalation_policy (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    version integer not null,
    name text not null,
    is_default boolean not null,
    repeats integer default 0 not null,
    answers integer default 1 not null,
    second_minutes integer default 5 not null,
    silent_minutes integer default 10 not null,
    constraint escalation_policy_pkey PRIMARY KEY (organization_id, id),
    constraint escalation_policy_organization_id_name_key UNIQUE (organization_id, name),
    constraint escalation_policy_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint escalation_policy_answers_check CHECK ((answers = ANY (ARRAY[1, 2]))),
    constraint escalation_policy_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500))),
    constraint escalation_policy_repeats_check CHECK (((repeats >= 0) AND (repeats <= 5))),
    constraint escalation_policy_second_minutes_check CHECK (((second_minutes >= 1) AND (second_minutes <= 60))),
    constraint escalation_policy_silent_minutes_check CHECK (((silent_minutes >= 0) AND (silent_minutes <= 120)))
);
CREATE UNIQUE INDEX one_default_policy ON prepare.escalation_policy USING btree (organization_id) WHERE is_default;
alter table prepare.escalation_policy enable row level security;
alter table prepare.escalation_policy force row level security;
create policy own_organization on prepare.escalation_policy for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.escalation_policy to amparo_application;
grant delete, insert, select on prepare.escalation_policy to amparo_backup;
grant delete, select, update on prepare.escalation_policy to amparo_purge;

create table prepare.escalation_step (
    organization_id uuid default ground.current_organization() not null,
    policy_id uuid not null,
    number integer not null,
    schedule_id uuid not null,
    seconds integer not null,
    together boolean default false not null,
    constraint escalation_step_pkey PRIMARY KEY (organization_id, policy_id, number),
    constraint escalation_step_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint escalation_step_organization_id_policy_id_fkey FOREIGN KEY (organization_id, policy_id) REFERENCES prepare.escalation_policy(organization_id, id) ON DELETE CASCADE,
    constraint escalation_step_organization_id_schedule_id_fkey FOREIGN KEY (organization_id, schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE RESTRICT,
    constraint escalation_step_number_check CHECK (((number >= 0) AND (number <= 19))),
    constraint escalation_step_seconds_check CHECK (((seconds >= 15) AND (seconds <= 900)))
);
CREATE INDEX escalation_step_schedule ON prepare.escalation_step USING btree (organization_id, schedule_id);
alter table prepare.escalation_step enable row level security;
alter table prepare.escalation_step force row level security;
create policy own_organization on prepare.escalation_step for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.escalation_step to amparo_application;
grant delete, insert, select on prepare.escalation_step to amparo_backup;
grant delete, select, update on prepare.escalation_step to amparo_purge;

create table prepare.holiday (
    organization_id uuid default ground.current_organization() not null,
    schedule_id uuid not null,
    layer integer not null,
    day date not null,
    name text not null,
    constraint holiday_pkey PRIMARY KEY (organization_id, schedule_id, layer, day),
    constraint holiday_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint holiday_organization_id_schedule_id_layer_fkey FOREIGN KEY (organization_id, schedule_id, layer) REFERENCES prepare.rotation(organization_id, schedule_id, layer) ON DELETE CASCADE,
    constraint holiday_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500)))
);
alter table prepare.holiday enable row level security;
alter table prepare.holiday force row level security;
create policy own_organization on prepare.holiday for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.holiday to amparo_application;
grant delete, insert, select on prepare.holiday to amparo_backup;
grant delete, select, update on prepare.holiday to amparo_purge;

create table prepare.holiday_member (
    organization_id uuid default ground.current_organization() not null,
    schedule_id uuid not null,
    layer integer not null,
    day date not null,
    position integer not null,
    person_id uuid not null,
    constraint holiday_member_pkey PRIMARY KEY (organization_id, schedule_id, layer, day, "position"),
    constraint holiday_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint holiday_member_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint holiday_member_organization_id_schedule_id_layer_day_fkey FOREIGN KEY (organization_id, schedule_id, layer, day) REFERENCES prepare.holiday(organization_id, schedule_id, layer, day) ON DELETE CASCADE
);
CREATE INDEX holiday_member_person ON prepare.holiday_member USING btree (organization_id, person_id);
alter table prepare.holiday_member enable row level security;
alter table prepare.holiday_member force row level security;
create policy own_organization on prepare.holiday_member for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.holiday_member to amparo_application;
grant delete, insert, select on prepare.holiday_member to amparo_backup;
grant delete, select, update on prepare.holiday_member to amparo_purge;

create table prepare.oncall_override (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    schedule_id uuid not null,
    person_id uuid,
    from_at timestamp with time zone not null,
    until_at timestamp with time zone not null,
    made_by uuid not null,
    made_at timestamp with time zone not null,
    constraint oncall_override_pkey PRIMARY KEY (organization_id, id),
    constraint oncall_override_made_by_fkey FOREIGN KEY (made_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint oncall_override_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint oncall_override_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint oncall_override_organization_id_schedule_id_fkey FOREIGN KEY (organization_id, schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE,
    constraint oncall_override_check CHECK ((from_at < until_at))
);
CREATE INDEX oncall_override_of_schedule ON prepare.oncall_override USING btree (organization_id, schedule_id, until_at);
CREATE INDEX oncall_override_person ON prepare.oncall_override USING btree (organization_id, person_id) WHERE (person_id IS NOT NULL);
alter table prepare.oncall_override enable row level security;
alter table prepare.oncall_override force row level security;
create policy own_organization on prepare.oncall_override for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.oncall_override to amparo_application;
grant delete, insert, select on prepare.oncall_override to amparo_backup;
grant delete, select, update on prepare.oncall_override to amparo_purge;

create table prepare.oncall_schedule (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    version integer not null,
    name text not null,
    constraint oncall_schedule_pkey PRIMARY KEY (organization_id, id),
    constraint oncall_schedule_organization_id_name_key UNIQUE (organization_id, name),
    constraint oncall_schedule_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint oncall_schedule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500)))
);
alter table prepare.oncall_schedule enable row level security;
alter table prepare.oncall_schedule force row level security;
create policy own_organization on prepare.oncall_schedule for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.oncall_schedule to amparo_application;
grant delete, insert, select on prepare.oncall_schedule to amparo_backup;
grant delete, select, update on prepare.oncall_schedule to amparo_purge;

create table prepare.rotation (
    organization_id uuid default ground.current_organization() not null,
    schedule_id uuid not null,
    zone text not null,
    starts_on date not null,
    hand_over time without time zone not null,
    kind text not null,
    every integer not null,
    layer integer default 0 not null,
    name text default ''::text not null,
    on_days integer default 127 not null,
    from_time time without time zone default '00:00:00'::time without time zone not null,
    until_time time without time zone default '00:00:00'::time without time zone not null,
    constraint rotation_pkey PRIMARY KEY (organization_id, schedule_id, layer),
    constraint rotation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint rotation_organization_id_schedule_id_fkey FOREIGN KEY (organization_id, schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE,
    constraint rotation_every_check CHECK (((every >= 1) AND (every <= 366))),
    constraint rotation_kind_check CHECK ((kind = ANY (ARRAY['HOURLY'::text, 'DAILY'::text, 'WEEKLY'::text]))),
    constraint rotation_layer_check CHECK (((layer >= 0) AND (layer <= 9))),
    constraint rotation_name_check CHECK ((length(name) <= 500)),
    constraint rotation_on_days_check CHECK (((on_days >= 1) AND (on_days <= 127)))
);
alter table prepare.rotation enable row level security;
alter table prepare.rotation force row level security;
create policy own_organization on prepare.rotation for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.rotation to amparo_application;
grant delete, insert, select on prepare.rotation to amparo_backup;
grant delete, select, update on prepare.rotation to amparo_purge;

create table prepare.rotation_member (
    organization_id uuid default ground.current_organization() not null,
    schedule_id uuid not null,
    position integer not null,
    person_id uuid not null,
    layer integer default 0 not null,
    constraint rotation_member_pkey PRIMARY KEY (organization_id, schedule_id, layer, "position"),
    constraint rotation_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint rotation_member_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint rotation_member_organization_id_schedule_id_layer_fkey FOREIGN KEY (organization_id, schedule_id, layer) REFERENCES prepare.rotation(organization_id, schedule_id, layer) ON DELETE CASCADE
);
CREATE INDEX rotation_member_person ON prepare.rotation_member USING btree (organization_id, person_id);
alter table prepare.rotation_member enable row level security;
alter table prepare.rotation_member force row level security;
create policy own_organization on prepare.rotation_member for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.rotation_member to amparo_application;
grant delete, insert, select on prepare.rotation_member to amparo_backup;
grant delete, select, update on prepare.rotation_member to amparo_purge;

create table prepare.shift_summary (
    organization_id uuid default ground.current_organization() not null,
    schedule_id uuid not null,
    person_id uuid not null,
    shift_from timestamp with time zone not null,
    constraint shift_summary_pkey PRIMARY KEY (organization_id, schedule_id, person_id, shift_from),
    constraint shift_summary_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint shift_summary_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint shift_summary_organization_id_schedule_id_fkey FOREIGN KEY (organization_id, schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX shift_summary_person ON prepare.shift_summary USING btree (organization_id, person_id);
alter table prepare.shift_summary enable row level security;
alter table prepare.shift_summary force row level security;
create policy own_organization on prepare.shift_summary for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.shift_summary to amparo_application;
grant delete, insert, select on prepare.shift_summary to amparo_backup;
grant delete, select, update on prepare.shift_summary to amparo_purge;

create table prepare.site (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    version integer not null,
    name text not null,
    kind text not null,
    street text not null,
    city text not null,
    state text not null,
    zip text not null,
    phone text not null,
    latitude double precision,
    longitude double precision,
    time_zone text not null,
    language text not null,
    import_id uuid,
    search_words text generated always as (regexp_replace(lower(NORMALIZE(((((((((name || ' '::text) || street) || ' '::text) || city) || ' '::text) || state) || ' '::text) || zip), NFKD)), '[\u0300-\u036f]+'::text, ''::text, 'g'::text)) stored,
    constraint site_pkey PRIMARY KEY (organization_id, id),
    constraint site_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint site_organization_id_import_id_fkey FOREIGN KEY (organization_id, import_id) REFERENCES prepare.site_import(organization_id, id) ON DELETE RESTRICT,
    constraint site_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
    constraint site_city_check CHECK ((length(city) <= 500)),
    constraint site_kind_check CHECK ((kind = ANY (ARRAY['CLINIC'::text, 'HOSPITAL'::text, 'SCHOOL'::text, 'SHELTER'::text, 'OFFICE'::text, 'OTHER'::text]))),
    constraint site_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    constraint site_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    constraint site_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500))),
    constraint site_phone_check CHECK ((length(phone) <= 500)),
    constraint site_state_check CHECK (((state = ''::text) OR (state ~ '^[A-Z]{2}$'::text))),
    constraint site_street_check CHECK ((length(street) <= 500)),
    constraint site_zip_check CHECK ((length(zip) <= 10))
);
CREATE INDEX site_by_name ON prepare.site USING btree (organization_id, name, id);
CREATE INDEX site_of_import ON prepare.site USING btree (organization_id, import_id) WHERE (import_id IS NOT NULL);
alter table prepare.site enable row level security;
alter table prepare.site force row level security;
create policy own_organization on prepare.site for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.site to amparo_application;
grant delete, insert, select on prepare.site to amparo_backup;
grant delete, select, update on prepare.site to amparo_purge;

create table prepare.site_contact (
    organization_id uuid default ground.current_organization() not null,
    site_id uuid not null,
    role text not null,
    phone text not null,
    constraint site_contact_pkey PRIMARY KEY (organization_id, site_id, role, phone),
    constraint site_contact_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint site_contact_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE CASCADE,
    constraint site_contact_phone_check CHECK (((length(phone) >= 1) AND (length(phone) <= 500))),
    constraint site_contact_role_check CHECK (((length(role) >= 1) AND (length(role) <= 500)))
);
alter table prepare.site_contact enable row level security;
alter table prepare.site_contact force row level security;
create policy own_organization on prepare.site_contact for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.site_contact to amparo_application;
grant delete, insert, select on prepare.site_contact to amparo_backup;
grant delete, select, update on prepare.site_contact to amparo_purge;

create table prepare.site_import (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    file_name text not null,
    kind text not null,
    time_zone text not null,
    language text not null,
    state text not null,
    made_by uuid not null,
    made_at timestamp with time zone not null,
    rows_in_file integer not null,
    done_line bigint default 0 not null,
    rows_done integer default 0 not null,
    rows_left_alone integer default 0 not null,
    attempts integer default 0 not null,
    finished_at timestamp with time zone,
    constraint site_import_pkey PRIMARY KEY (organization_id, id),
    constraint site_import_made_by_fkey FOREIGN KEY (made_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint site_import_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint site_import_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    constraint site_import_rows_in_file_check CHECK ((rows_in_file >= 0)),
    constraint site_import_state_check CHECK ((state = ANY (ARRAY['CHECKED'::text, 'RUNNING'::text, 'DONE'::text, 'STOPPED'::text, 'UNDOING'::text, 'UNDONE'::text])))
);
CREATE INDEX site_import_latest ON prepare.site_import USING btree (organization_id, made_at DESC);
CREATE UNIQUE INDEX one_site_import_at_a_time ON prepare.site_import USING btree (organization_id) WHERE (state = ANY (ARRAY['RUNNING'::text, 'UNDOING'::text]));
alter table prepare.site_import enable row level security;
alter table prepare.site_import force row level security;
create policy own_organization on prepare.site_import for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.site_import to amparo_application;
grant delete, insert, select on prepare.site_import to amparo_backup;
grant delete, select, update on prepare.site_import to amparo_purge;

create table prepare.site_import_part (
    organization_id uuid default ground.current_organization() not null,
    import_id uuid not null,
    number integer not null,
    bytes bytea not null,
    constraint site_import_part_pkey PRIMARY KEY (organization_id, import_id, number),
    constraint site_import_part_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint site_import_part_organization_id_import_id_fkey FOREIGN KEY (organization_id, import_id) REFERENCES prepare.site_import(organization_id, id) ON DELETE CASCADE
);
alter table prepare.site_import_part enable row level security;
alter table prepare.site_import_part force row level security;
create policy own_organization on prepare.site_import_part for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.site_import_part to amparo_application;
grant delete, insert, select on prepare.site_import_part to amparo_backup;
grant delete, select, update on prepare.site_import_part to amparo_purge;

create table prepare.site_policy (
    organization_id uuid default ground.current_organization() not null,
    site_id uuid not null,
    policy_id uuid not null,
    constraint site_policy_pkey PRIMARY KEY (organization_id, site_id),
    constraint site_policy_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint site_policy_organization_id_policy_id_fkey FOREIGN KEY (organization_id, policy_id) REFERENCES prepare.escalation_policy(organization_id, id) ON DELETE RESTRICT,
    constraint site_policy_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE RESTRICT
);
CREATE INDEX site_policy_policy ON prepare.site_policy USING btree (organization_id, policy_id);
alter table prepare.site_policy enable row level security;
alter table prepare.site_policy force row level security;
create policy own_organization on prepare.site_policy for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.site_policy to amparo_application;
grant delete, insert, select on prepare.site_policy to amparo_backup;
grant delete, select, update on prepare.site_policy to amparo_purge;

create table prepare.spoken_language (
    organization_id uuid default ground.current_organization() not null,
    person_id uuid not null,
    language text not null,
    constraint spoken_language_pkey PRIMARY KEY (organization_id, person_id, language),
    constraint spoken_language_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint spoken_language_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint spoken_language_language_check CHECK ((language ~ '^[a-z]{2,3}$'::text))
);
alter table prepare.spoken_language enable row level security;
alter table prepare.spoken_language force row level security;
create policy own_organization on prepare.spoken_language for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.spoken_language to amparo_application;
grant delete, insert, select on prepare.spoken_language to amparo_backup;
grant delete, select, update on prepare.spoken_language to amparo_purge;

create table prepare.swap (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    offered_by uuid not null,
    offered_to uuid not null,
    state text not null,
    offered_at timestamp with time zone not null,
    settled_at timestamp with time zone,
    given_schedule_id uuid,
    given_from timestamp with time zone,
    given_until timestamp with time zone,
    taken_schedule_id uuid,
    taken_from timestamp with time zone,
    taken_until timestamp with time zone,
    constraint swap_pkey PRIMARY KEY (organization_id, id),
    constraint swap_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint swap_organization_id_given_schedule_id_fkey FOREIGN KEY (organization_id, given_schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE,
    constraint swap_organization_id_offered_by_fkey FOREIGN KEY (organization_id, offered_by) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint swap_organization_id_offered_to_fkey FOREIGN KEY (organization_id, offered_to) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint swap_organization_id_taken_schedule_id_fkey FOREIGN KEY (organization_id, taken_schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE,
    constraint swap_check CHECK ((offered_by <> offered_to)),
    constraint swap_check1 CHECK (((state = 'OFFERED'::text) = (settled_at IS NULL))),
    constraint swap_check2 CHECK (((num_nonnulls(given_schedule_id, given_from, given_until) = ANY (ARRAY[0, 3])) AND ((given_from < given_until) IS NOT FALSE))),
    constraint swap_check3 CHECK (((num_nonnulls(taken_schedule_id, taken_from, taken_until) = ANY (ARRAY[0, 3])) AND ((taken_from < taken_until) IS NOT FALSE))),
    constraint swap_check4 CHECK (((given_schedule_id IS NOT NULL) OR (taken_schedule_id IS NOT NULL))),
    constraint swap_state_check CHECK ((state = ANY (ARRAY['OFFERED'::text, 'ACCEPTED'::text, 'DECLINED'::text, 'WITHDRAWN'::text])))
);
CREATE INDEX swap_given ON prepare.swap USING btree (organization_id, given_schedule_id);
CREATE INDEX swap_offered_by ON prepare.swap USING btree (organization_id, offered_by, offered_at);
CREATE INDEX swap_offered_to ON prepare.swap USING btree (organization_id, offered_to, offered_at);
CREATE INDEX swap_taken ON prepare.swap USING btree (organization_id, taken_schedule_id);
alter table prepare.swap enable row level security;
alter table prepare.swap force row level security;
create policy own_organization on prepare.swap for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.swap to amparo_application;
grant delete, insert, select on prepare.swap to amparo_backup;
grant delete, select, update on prepare.swap to amparo_purge;

create table prepare.temporary_member (
    organization_id uuid default ground.current_organization() not null,
    temporary_id uuid not null,
    position integer not null,
    person_id uuid not null,
    constraint temporary_member_pkey PRIMARY KEY (organization_id, temporary_id, "position"),
    constraint temporary_member_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint temporary_member_organization_id_person_id_fkey FOREIGN KEY (organization_id, person_id) REFERENCES ground.membership(organization_id, person_id) ON DELETE CASCADE,
    constraint temporary_member_organization_id_temporary_id_fkey FOREIGN KEY (organization_id, temporary_id) REFERENCES prepare.temporary_schedule(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX temporary_member_person ON prepare.temporary_member USING btree (organization_id, person_id);
alter table prepare.temporary_member enable row level security;
alter table prepare.temporary_member force row level security;
create policy own_organization on prepare.temporary_member for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.temporary_member to amparo_application;
grant delete, insert, select on prepare.temporary_member to amparo_backup;
grant delete, select, update on prepare.temporary_member to amparo_purge;

create table prepare.temporary_schedule (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    schedule_id uuid not null,
    name text not null,
    from_at timestamp with time zone not null,
    until_at timestamp with time zone not null,
    made_by uuid not null,
    made_at timestamp with time zone not null,
    constraint temporary_schedule_pkey PRIMARY KEY (organization_id, id),
    constraint temporary_schedule_made_by_fkey FOREIGN KEY (made_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint temporary_schedule_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint temporary_schedule_organization_id_schedule_id_fkey FOREIGN KEY (organization_id, schedule_id) REFERENCES prepare.oncall_schedule(organization_id, id) ON DELETE CASCADE,
    constraint temporary_schedule_check CHECK ((from_at < until_at)),
    constraint temporary_schedule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500)))
);
CREATE INDEX temporary_schedule_of ON prepare.temporary_schedule USING btree (organization_id, schedule_id, until_at);
alter table prepare.temporary_schedule enable row level security;
alter table prepare.temporary_schedule force row level security;
create policy own_organization on prepare.temporary_schedule for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.temporary_schedule to amparo_application;
grant delete, insert, select on prepare.temporary_schedule to amparo_backup;
grant delete, select, update on prepare.temporary_schedule to amparo_purge;

create table prepare.zone (
    organization_id uuid default ground.current_organization() not null,
    site_id uuid not null,
    name text not null,
    zone_class text not null,
    constraint zone_pkey PRIMARY KEY (organization_id, site_id, name),
    constraint zone_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint zone_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE CASCADE,
    constraint zone_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500))),
    constraint zone_zone_class_check CHECK ((zone_class = ANY (ARRAY['PUBLIC'::text, 'NON_PUBLIC'::text, 'CONVERTIBLE'::text, 'DWELLING_LIKE'::text])))
);
alter table prepare.zone enable row level security;
alter table prepare.zone force row level security;
create policy own_organization on prepare.zone for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on prepare.zone to amparo_application;
grant delete, insert, select on prepare.zone to amparo_backup;
grant delete, select, update on prepare.zone to amparo_purge;

create schema respond;
grant usage on schema respond to amparo_application;
grant usage on schema respond to amparo_audit;
grant usage on schema respond to amparo_backup;
grant usage on schema respond to amparo_purge;

create table respond.activity (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    position bigint generated as identity not null,
    incident_id uuid not null,
    at timestamp with time zone not null,
    actor uuid not null,
    what text not null,
    person uuid,
    detail text default ''::text not null,
    constraint activity_pkey PRIMARY KEY (organization_id, id),
    constraint activity_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint activity_organization_id_incident_id_fkey FOREIGN KEY (organization_id, incident_id) REFERENCES respond.incident(organization_id, id) ON DELETE CASCADE,
    constraint activity_person_fkey FOREIGN KEY (person) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint activity_detail_check CHECK ((length(detail) <= 40)),
    constraint activity_what_check CHECK ((what ~ '^[a-z]+(-[a-z]+)*$'::text))
);
CREATE INDEX activity_of_incident ON respond.activity USING btree (organization_id, incident_id, "position");
alter table respond.activity enable row level security;
alter table respond.activity force row level security;
create policy own_organization on respond.activity for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.activity to amparo_application;
grant delete, insert, select on respond.activity to amparo_backup;
grant delete, select, update on respond.activity to amparo_purge;

create table respond.decision (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    position bigint generated as identity not null,
    encounter_id uuid not null,
    words bytea not null,
    decided_by uuid not null,
    decided_at timestamp with time zone not null,
    constraint decision_pkey PRIMARY KEY (organization_id, id),
    constraint decision_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint decision_organization_id_encounter_id_fkey FOREIGN KEY (organization_id, encounter_id) REFERENCES respond.encounter(organization_id, id) ON DELETE CASCADE,
    constraint decision_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT
);
alter table respond.decision enable row level security;
alter table respond.decision force row level security;
create policy own_organization on respond.decision for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.decision to amparo_application;
grant delete, insert, select on respond.decision to amparo_backup;
grant delete, select, update on respond.decision to amparo_purge;

create table respond.encounter (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    site_id uuid not null,
    opened_at timestamp with time zone not null,
    constraint encounter_pkey PRIMARY KEY (organization_id, id),
    constraint encounter_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint encounter_organization_id_id_fkey FOREIGN KEY (organization_id, id) REFERENCES respond.incident(organization_id, id) ON DELETE CASCADE
);
alter table respond.encounter enable row level security;
alter table respond.encounter force row level security;
create policy own_organization on respond.encounter for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.encounter to amparo_application;
grant delete, insert, select on respond.encounter to amparo_backup;
grant delete, select, update on respond.encounter to amparo_purge;

create table respond.incident (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    version integer not null,
    site_id uuid not null,
    mode text not null,
    opened_at timestamp with time zone not null,
    closed_at timestamp with time zone,
    closed_by uuid,
    closed_kind text,
    constraint incident_pkey PRIMARY KEY (organization_id, id),
    constraint incident_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint incident_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE RESTRICT,
    constraint incident_check CHECK ((((closed_at IS NULL) = (closed_by IS NULL)) AND ((closed_at IS NULL) = (closed_kind IS NULL)))),
    constraint incident_closed_kind_check CHECK ((closed_kind = ANY (ARRAY['ENDED'::text, 'MISTAKE'::text]))),
    constraint incident_mode_check CHECK ((mode = ANY (ARRAY['LIVE'::text, 'TEST'::text, 'EXERCISE'::text])))
);
CREATE INDEX incident_recent ON respond.incident USING btree (organization_id, opened_at DESC);
CREATE UNIQUE INDEX one_open_incident_of_a_site ON respond.incident USING btree (organization_id, site_id, mode) WHERE (closed_at IS NULL);
alter table respond.incident enable row level security;
alter table respond.incident force row level security;
create policy own_organization on respond.incident for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on respond.incident to amparo_application;
grant delete, insert, select on respond.incident to amparo_backup;
grant delete, select, update on respond.incident to amparo_purge;

create table respond.note (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    position bigint generated as identity not null,
    encounter_id uuid not null,
    words bytea not null,
    written_by uuid not null,
    written_at timestamp with time zone not null,
    constraint note_pkey PRIMARY KEY (organization_id, id),
    constraint note_organization_id_encounter_id_fkey FOREIGN KEY (organization_id, encounter_id) REFERENCES respond.encounter(organization_id, id) ON DELETE CASCADE,
    constraint note_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT
);
alter table respond.note enable row level security;
alter table respond.note force row level security;
create policy own_organization on respond.note for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.note to amparo_application;
grant delete, insert, select on respond.note to amparo_backup;
grant delete, select, update on respond.note to amparo_purge;

create table respond.observed_fact (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    position bigint generated as identity not null,
    paper_id uuid not null,
    check_name text not null,
    answer text not null,
    note bytea,
    observed_by uuid not null,
    observed_at timestamp with time zone not null,
    constraint observed_fact_pkey PRIMARY KEY (organization_id, id),
    constraint observed_fact_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint observed_fact_organization_id_paper_id_fkey FOREIGN KEY (organization_id, paper_id) REFERENCES respond.paper(organization_id, id) ON DELETE CASCADE,
    constraint observed_fact_check_name_check CHECK ((check_name ~ '^C([1-9]|1[0-5])$'::text))
);
CREATE INDEX fact_of_paper ON respond.observed_fact USING btree (organization_id, paper_id, "position");
alter table respond.observed_fact enable row level security;
alter table respond.observed_fact force row level security;
create policy own_organization on respond.observed_fact for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.observed_fact to amparo_application;
grant delete, insert, select on respond.observed_fact to amparo_backup;
grant delete, select, update on respond.observed_fact to amparo_purge;

create table respond.page (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    version integer not null,
    incident_id uuid not null,
    site_id uuid not null,
    state text not null,
    step integer not null,
    step_until timestamp with time zone,
    opened_at timestamp with time zone not null,
    accepted_by uuid,
    accepted_at timestamp with time zone,
    lap integer default 0 not null,
    place integer default '-1'::integer not null,
    needed integer default 1 not null,
    second_by uuid,
    watch_until timestamp with time zone,
    asked boolean default false not null,
    constraint page_pkey PRIMARY KEY (organization_id, id),
    constraint page_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint page_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint page_organization_id_incident_id_fkey FOREIGN KEY (organization_id, incident_id) REFERENCES respond.incident(organization_id, id) ON DELETE CASCADE,
    constraint page_second_by_fkey FOREIGN KEY (second_by) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint page_calls_until CHECK (
CASE state
    WHEN 'CALLING'::text THEN (step_until IS NOT NULL)
    WHEN 'ACCEPTED'::text THEN true
    ELSE ((step_until IS NULL) AND (watch_until IS NULL))
END),
    constraint page_check1 CHECK (((state = 'ACCEPTED'::text) = (accepted_by IS NOT NULL))),
    constraint page_needed_check CHECK ((needed = ANY (ARRAY[1, 2]))),
    constraint page_second CHECK (((second_by IS NULL) OR ((state = 'ACCEPTED'::text) AND (needed = 2) AND (second_by <> accepted_by)))),
    constraint page_state_check CHECK ((state = ANY (ARRAY['CALLING'::text, 'ACCEPTED'::text, 'EXHAUSTED'::text, 'STOPPED'::text])))
);
CREATE INDEX page_accepted_by ON respond.page USING btree (organization_id, accepted_by) WHERE ((watch_until IS NOT NULL) OR (step_until IS NOT NULL));
CREATE INDEX page_of_incident ON respond.page USING btree (organization_id, incident_id, opened_at);
CREATE UNIQUE INDEX one_calling_page_of_an_incident ON respond.page USING btree (organization_id, incident_id) WHERE (state = 'CALLING'::text);
alter table respond.page enable row level security;
alter table respond.page force row level security;
create policy own_organization on respond.page for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on respond.page to amparo_application;
grant delete, insert, select on respond.page to amparo_backup;
grant delete, select, update on respond.page to amparo_purge;

create table respond.page_acceptance (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    page_id uuid not null,
    person_id uuid not null,
    accepted_at timestamp with time zone not null,
    over_at timestamp with time zone,
    why text,
    constraint page_acceptance_pkey PRIMARY KEY (organization_id, id),
    constraint page_acceptance_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint page_acceptance_organization_id_page_id_fkey FOREIGN KEY (organization_id, page_id) REFERENCES respond.page(organization_id, id) ON DELETE CASCADE,
    constraint page_acceptance_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint page_acceptance_check CHECK (((over_at IS NULL) = (why IS NULL))),
    constraint page_acceptance_why_check CHECK ((why = ANY (ARRAY['SILENT'::text, 'PASSED'::text, 'LEFT'::text])))
);
CREATE UNIQUE INDEX one_standing_acceptance_each ON respond.page_acceptance USING btree (organization_id, page_id, person_id) WHERE (over_at IS NULL);
alter table respond.page_acceptance enable row level security;
alter table respond.page_acceptance force row level security;
create policy own_organization on respond.page_acceptance for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on respond.page_acceptance to amparo_application;
grant delete, insert, select on respond.page_acceptance to amparo_backup;
grant delete, select, update on respond.page_acceptance to amparo_purge;

create table respond.page_call (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    page_id uuid not null,
    step integer not null,
    person_id uuid not null,
    called_at timestamp with time zone not null,
    outcome text,
    answered_at timestamp with time zone,
    constraint page_call_pkey PRIMARY KEY (organization_id, id),
    constraint page_call_organization_id_page_id_step_person_id_key UNIQUE (organization_id, page_id, step, person_id),
    constraint page_call_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint page_call_organization_id_page_id_fkey FOREIGN KEY (organization_id, page_id) REFERENCES respond.page(organization_id, id) ON DELETE CASCADE,
    constraint page_call_person_id_fkey FOREIGN KEY (person_id) REFERENCES ground.person(id) ON DELETE RESTRICT,
    constraint page_call_outcome_check CHECK ((outcome = ANY (ARRAY['ACCEPTED'::text, 'PASSED'::text, 'UNREACHABLE'::text, 'SILENT'::text])))
);
alter table respond.page_call enable row level security;
alter table respond.page_call force row level security;
create policy own_organization on respond.page_call for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on respond.page_call to amparo_application;
grant delete, insert, select on respond.page_call to amparo_backup;
grant delete, select, update on respond.page_call to amparo_purge;

create table respond.page_send (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    call_id uuid not null,
    message_id uuid not null,
    constraint page_send_pkey PRIMARY KEY (organization_id, id),
    constraint page_send_organization_id_message_id_key UNIQUE (organization_id, message_id),
    constraint page_send_organization_id_call_id_fkey FOREIGN KEY (organization_id, call_id) REFERENCES respond.page_call(organization_id, id) ON DELETE CASCADE,
    constraint page_send_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT
);
alter table respond.page_send enable row level security;
alter table respond.page_send force row level security;
create policy own_organization on respond.page_send for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.page_send to amparo_application;
grant delete, insert, select on respond.page_send to amparo_backup;
grant delete, select, update on respond.page_send to amparo_purge;

create table respond.paper (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    encounter_id uuid not null,
    number integer not null,
    added_by uuid not null,
    added_at timestamp with time zone not null,
    constraint paper_pkey PRIMARY KEY (organization_id, id),
    constraint paper_organization_id_encounter_id_number_key UNIQUE (organization_id, encounter_id, number),
    constraint paper_organization_id_encounter_id_fkey FOREIGN KEY (organization_id, encounter_id) REFERENCES respond.encounter(organization_id, id) ON DELETE CASCADE,
    constraint paper_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint paper_number_check CHECK (((number >= 1) AND (number <= 50)))
);
alter table respond.paper enable row level security;
alter table respond.paper force row level security;
create policy own_organization on respond.paper for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant insert, select on respond.paper to amparo_application;
grant delete, insert, select on respond.paper to amparo_backup;
grant delete, select, update on respond.paper to amparo_purge;

create table respond.press (
    organization_id uuid default ground.current_organization() not null,
    id uuid not null,
    site_id uuid not null,
    encounter_id uuid,
    actor uuid not null,
    pressed_at timestamp with time zone not null,
    received_at timestamp with time zone not null,
    constraint press_pkey PRIMARY KEY (organization_id, id),
    constraint press_organization_id_encounter_id_fkey FOREIGN KEY (organization_id, encounter_id) REFERENCES respond.encounter(organization_id, id) ON DELETE CASCADE,
    constraint press_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES ground.organization(id) ON DELETE RESTRICT,
    constraint press_organization_id_site_id_fkey FOREIGN KEY (organization_id, site_id) REFERENCES prepare.site(organization_id, id) ON DELETE RESTRICT
);
alter table respond.press enable row level security;
alter table respond.press force row level security;
create policy own_organization on respond.press for all to public using ((organization_id = ground.current_organization())) with check ((organization_id = ground.current_organization()));
grant delete, insert, select, update on respond.press to amparo_application;
grant delete, insert, select on respond.press to amparo_backup;
grant delete, select, update on respond.press to amparo_purge;
