-- Text messages, calls and pushes join e-mail and the phone wall.
alter table ground.contact_method drop constraint contact_method_channel_check,
    add constraint contact_method_channel_check check (channel in ('EMAIL', 'SMS', 'VOICE', 'PUSH', 'WALL', 'PHONE'));
alter table ground.message drop constraint message_channel_check,
    add constraint message_channel_check check (channel in ('EMAIL', 'SMS', 'VOICE', 'PUSH', 'WALL'));
