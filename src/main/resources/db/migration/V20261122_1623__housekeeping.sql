-- db-scheduler's own table: which housekeeping job runs next. No tenant and no content; never for pages or lanes.
create table ground.scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_next on ground.scheduled_tasks (execution_time);
grant select, insert, update, delete on ground.scheduled_tasks to ${application};
