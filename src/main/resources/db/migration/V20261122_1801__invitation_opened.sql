-- Whether the trail says already that the sealed address was opened for whoever has the link: a mail scanner or a reloaded
-- page would else fill it with rows that say nothing new.
alter table ground.invitation add column opened_at timestamptz;
