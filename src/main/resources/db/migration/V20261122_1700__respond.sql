-- What happened at a site, from the first press to its closure.
create table respond.incident (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    version integer not null,
    site_id uuid not null,
    mode text not null check (mode in ('LIVE', 'TEST', 'EXERCISE')),
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by uuid,
    closed_kind text check (closed_kind in ('ENDED', 'MISTAKE')),
    primary key (organization_id, id),
    foreign key (organization_id, site_id) references prepare.site on delete restrict,
    check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_kind is null))
);
-- Two front desks that press at once are in one incident.
create unique index one_open_incident_of_a_site on respond.incident (organization_id, site_id, mode) where closed_at is null;
create index incident_recent on respond.incident (organization_id, opened_at desc);

-- The story of an incident. Coarse: an act, who, about whom, a number or a check's name; never words of a person.
create table respond.activity (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    position bigint generated always as identity,
    incident_id uuid not null,
    at timestamptz not null,
    actor uuid not null,
    what text not null check (what ~ '^[a-z]+(-[a-z]+)*$'),
    person uuid,
    detail text not null default '' check (length(detail) <= 40),
    primary key (organization_id, id),
    foreign key (organization_id, incident_id) references respond.incident on delete cascade
);
create index activity_of_incident on respond.activity (organization_id, incident_id, position);

-- A page: durable, then sent. One at a time calls for an incident.
create table respond.page (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    version integer not null,
    incident_id uuid not null,
    site_id uuid not null,
    state text not null check (state in ('CALLING', 'ACCEPTED', 'EXHAUSTED', 'STOPPED')),
    step integer not null,
    step_until timestamptz,                          -- when the next is called unless somebody accepts
    opened_at timestamptz not null,
    accepted_by uuid,
    accepted_at timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, incident_id) references respond.incident on delete cascade,
    check ((state = 'CALLING') = (step_until is not null)),
    check ((state = 'ACCEPTED') = (accepted_by is not null))
);
create unique index one_calling_page_of_an_incident on respond.page (organization_id, incident_id) where state = 'CALLING';
create index page_of_incident on respond.page (organization_id, incident_id, opened_at);

create table respond.page_call (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    page_id uuid not null,
    step integer not null,
    person_id uuid not null,
    called_at timestamptz not null,
    outcome text check (outcome in ('ACCEPTED', 'PASSED', 'UNREACHABLE')),
    answered_at timestamptz,
    primary key (organization_id, id),
    unique (organization_id, page_id, step, person_id),
    foreign key (organization_id, page_id) references respond.page on delete cascade
);

-- One message of a call, over one contact method; its link's token is bound to this row.
create table respond.page_send (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    call_id uuid not null,
    message_id uuid not null,
    primary key (organization_id, id),
    unique (organization_id, message_id),
    foreign key (organization_id, call_id) references respond.page_call on delete cascade
);

-- An encounter at a door; it opened the incident of the same id.
create table respond.encounter (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    site_id uuid not null,
    opened_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, id) references respond.incident on delete cascade
);

-- Each press, under the id that the device made: sent three times it is one.
create table respond.press (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    site_id uuid not null,
    encounter_id uuid,                               -- null: older than five minutes, waits for a person to confirm
    actor uuid not null,
    pressed_at timestamptz not null,
    received_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, encounter_id) references respond.encounter on delete cascade,
    foreign key (organization_id, site_id) references prepare.site on delete restrict
);

create table respond.paper (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    encounter_id uuid not null,
    number integer not null check (number between 1 and 50),
    added_by uuid not null,
    added_at timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, encounter_id, number),
    foreign key (organization_id, encounter_id) references respond.encounter on delete cascade
);

-- What somebody read on a paper. Appended, never changed: the latest answer counts, the earlier ones stay on record.
create table respond.observed_fact (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    position bigint generated always as identity,
    paper_id uuid not null,
    check_name text not null check (check_name ~ '^C([1-9]|1[0-5])$'),
    answer text not null,
    note bytea,                                      -- sealed
    observed_by uuid not null,
    observed_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, paper_id) references respond.paper on delete cascade
);
create index fact_of_paper on respond.observed_fact (organization_id, paper_id, position);

create table respond.note (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,                                -- made by the device, so that a repeat is no second note
    position bigint generated always as identity,
    encounter_id uuid not null,
    words bytea not null,                            -- sealed
    written_by uuid not null,
    written_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, encounter_id) references respond.encounter on delete cascade
);

-- The decision in the reviewer's words. A later one supersedes; both stay.
create table respond.decision (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    id uuid not null,
    position bigint generated always as identity,
    encounter_id uuid not null,
    words bytea not null,                            -- sealed
    decided_by uuid not null,
    decided_at timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, encounter_id) references respond.encounter on delete cascade
);

select ground.protect_tenant_table(t::regclass, kind) from (values
    ('respond.incident', 'whole'), ('respond.activity', 'append'), ('respond.page', 'whole'), ('respond.page_call', 'whole'),
    ('respond.page_send', 'append'), ('respond.encounter', 'append'), ('respond.press', 'whole'), ('respond.paper', 'append'),
    ('respond.observed_fact', 'append'), ('respond.note', 'append'), ('respond.decision', 'append')) as tables (t, kind);
