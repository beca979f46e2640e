-- The chain over the audit trail (design.md section 5). Apart from the entries, so that no writer ever waits for its
-- head; and without a foreign key, so that an entry that was deleted leaves its link behind to tell of it.
create table ground.audit_link (
    seq bigint primary key check (seq > 0),
    entry_id uuid not null unique,
    hash bytea not null check (length(hash) = 32)
);
create table ground.audit_checkpoint (
    length bigint primary key check (length > 0),
    head bytea not null check (length(head) = 32),
    at timestamptz not null,
    signature bytea not null
);
grant select, insert on ground.audit_link, ground.audit_checkpoint to ${audit};
grant select, insert, delete on ground.audit_link, ground.audit_checkpoint to ${backup};
-- The chainer looks at the last minutes once a second, and at the whole trail once an hour.
create index audit_entry_at on ground.audit_entry (at);
-- The page of an organization shows the newest first.
create index audit_entry_newest on ground.audit_entry (organization_id, at desc, id);
-- A trail that the purge account could delete would be no trail.
revoke delete on ground.audit_entry from ${purge};
