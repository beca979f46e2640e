-- How often a message may have gone without our knowing: a reply is sent at most twice, however often its gateway was
-- merely away before. Counting tries of any kind gave up replies that had never left.
alter table ground.message add column unclear integer not null default 0;
