-- Whoever is named in a row exists. Two kinds of naming:
--   who is to be reached or to answer is a member: when the purge takes the membership, six years after somebody left,
--     the place in the rota goes with it;
--   who did something is a person: the record keeps who, after the membership has gone. Persons are never purged.
-- Columns in which a tablet or the program itself may stand have no key: NamedPeopleTests lists them with the reasons.

-- Under forced row security PostgreSQL checks existing rows with a query that the policies make empty: a new key would be
-- taken as good without having seen a row. So the force is lifted for the check, in one transaction and under the lock
-- of "alter table", in which nobody else looks at the table.
create function ground.add_key(tenant_table regclass, columns text, other regclass, other_columns text, on_delete text)
    returns void language plpgsql as $$
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
end $$;
revoke execute on function ground.add_key from public;

select ground.add_key(t::regclass, 'organization_id, person_id', 'ground.membership', 'organization_id, person_id', on_delete)
from (values
    ('prepare.rotation_member', 'cascade'),
    ('prepare.oncall_override', 'cascade'),           -- not set null: that would say that nobody answers
    ('ground.contact_method', 'cascade'),
    ('ground.message', 'set null (person_id)')) as keys (t, on_delete);

select ground.add_key(t::regclass, c, 'ground.person', 'id', 'restrict')
from (values
    ('prepare.oncall_override', 'made_by'),
    ('prepare.site_import', 'made_by'),
    ('prepare.door_enrolment', 'made_by'),
    ('prepare.door_device', 'enrolled_by'),
    ('prepare.door_device', 'revoked_by'),
    ('respond.page', 'accepted_by'),
    ('respond.page_call', 'person_id'),
    ('respond.activity', 'person'),
    ('respond.decision', 'decided_by'),
    ('ground.legal_hold', 'placed_by'),
    ('ground.legal_hold', 'released_by')) as keys (t, c);

-- What a membership takes with it is found without reading every row.
create index oncall_override_person on prepare.oncall_override (organization_id, person_id) where person_id is not null;
