-- Amparo's own time at a reading of a machine's steady clock, so that a clock that is set while the program is down makes
-- nobody's turn come early or late. One row for each start of a machine.
create table ground.clock (
    boot text primary key,
    at timestamptz not null,
    nanos bigint not null,
    owed_us bigint not null                          -- how far the database's clock was ahead of ours
);
grant select, insert, update, delete on ground.clock to ${application}, ${backup};
grant select, delete on ground.clock to ${purge};
