-- Which languages a member speaks, as they say themselves: ISO 639 codes.
create table prepare.spoken_language (
    organization_id uuid not null default ground.current_organization() references ground.organization on delete restrict,
    person_id uuid not null,
    language text not null check (language ~ '^[a-z]{2,3}$'),
    primary key (organization_id, person_id, language),
    foreign key (organization_id, person_id) references ground.membership on delete cascade
);
select ground.protect_tenant_table('prepare.spoken_language');
