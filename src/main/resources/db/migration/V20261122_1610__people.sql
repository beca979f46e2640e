-- Who signs in, what shows that it is they, and what they may do. A person belongs to no organization: their name and
-- e-mail stand in each membership, inside its walls; the sign-in name is found through ground.locator only.
create table ground.person (
    id uuid primary key,
    passphrase_hash text,                            -- Argon2id; null for whoever has passkeys only
    language text not null check (language ~ '^[a-z]{2,3}$')
);
comment on table ground.person is 'no tenant: one person may be a member of several organizations';

create table ground.passkey (
    id uuid primary key,
    person_id uuid not null references ground.person on delete cascade,
    credential_id bytea not null unique,
    public_key bytea not null,
    signature_count bigint not null,
    user_verified boolean not null check (user_verified),  -- without a PIN, face or finger it is no passkey here
    backup_eligible boolean not null,
    backup_state boolean not null,
    transports text[] not null,
    attestation bytea not null,
    label text not null check (label <> ''),
    made_at timestamptz not null,
    last_used date                                   -- the day is enough to know an old key from a used one
);
create index passkey_person on ground.passkey (person_id);
comment on table ground.passkey is 'no tenant: shows who a person is before any organization is known';

-- A challenge between asking and answering; deleted by whoever answers first.
create table ground.passkey_challenge (
    id uuid primary key,
    purpose text not null check (purpose in ('MAKE', 'SIGN_IN', 'PROVE')),
    person_id uuid,                                  -- no foreign key: at set-up the person is not there yet
    challenge bytea not null check (length(challenge) >= 16),
    expires_at timestamptz not null
);
comment on table ground.passkey_challenge is 'no tenant: random bytes that live for five minutes';

create table ground.recovery_code (
    person_id uuid not null references ground.person on delete cascade,
    keyed_hash bytea not null check (length(keyed_hash) = 32),
    used_at timestamptz,
    primary key (person_id, keyed_hash)
);
comment on table ground.recovery_code is 'no tenant: shows who a person is before any organization is known';

-- A signed-in browser. No network address and no browser name: only what the person calls it.
create table ground.session (
    id uuid primary key,
    token_hash bytea not null unique check (length(token_hash) = 32),
    person_id uuid not null references ground.person on delete cascade,
    present_organization uuid references ground.organization on delete set null,
    label text check (label <> ''),
    started_at timestamptz not null,
    last_seen date not null,
    proven_at timestamptz not null,
    revoked_at timestamptz
);
create index session_person on ground.session (person_id);
comment on table ground.session is 'no tenant: found by its cookie before any organization is known';

-- What was typed so far of the first set-up; deleted with its last step.
create table ground.set_up_draft (
    only_one boolean primary key default true check (only_one),
    person_id uuid not null,
    organization_name text,
    time_zone text,
    person_name text,
    email text
);
comment on table ground.set_up_draft is 'no tenant: it is there only until the first organization is';

grant select, insert, update, delete on ground.person, ground.passkey, ground.passkey_challenge, ground.recovery_code,
    ground.session, ground.set_up_draft to ${application};
grant select, update, delete on ground.person, ground.passkey, ground.passkey_challenge, ground.recovery_code,
    ground.session to ${purge};
grant select, insert, delete on ground.person, ground.passkey, ground.passkey_challenge, ground.recovery_code,
    ground.session, ground.set_up_draft to ${backup};

create table ground.membership (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    person_id uuid not null references ground.person on delete restrict,
    name text not null check (name <> ''),           -- as colleagues know them
    email bytea not null,                            -- sealed
    roles text[] not null check (roles <@ array['STAFF', 'REVIEWER', 'ADMINISTRATOR'] and 'STAFF' = any (roles)),
    joined_at timestamptz not null,
    left_at timestamptz check (left_at >= joined_at),
    primary key (organization_id, person_id)
);

create table ground.invitation (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    name text not null check (name <> ''),
    email bytea not null,                            -- sealed
    roles text[] not null check (roles <@ array['STAFF', 'REVIEWER', 'ADMINISTRATOR'] and 'STAFF' = any (roles)),
    invited_by uuid not null references ground.person on delete restrict,
    invited_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > invited_at),
    accepted_at timestamptz,
    withdrawn_at timestamptz,
    check (accepted_at is null or withdrawn_at is null),
    primary key (organization_id, id)
);
select ground.protect_tenant_table('ground.membership'), ground.protect_tenant_table('ground.invitation');
