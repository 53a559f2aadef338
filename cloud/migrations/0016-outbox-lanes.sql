-- Who runs the jobs of one kind in a district: one process at a time, so that they run in order. A lease that its process no longer
-- renews ends within seconds. A row stays when its lease ends; there are at most as many as kinds times districts.
create table outbox_lane (
  district_id integer not null,
  kind text not null,
  holder uuid not null,                     -- a process, by an id it made when it started
  held_until timestamptz not null,
  primary key (district_id, kind)
);

-- The next jobs of a lane, in order.
create index outbox_next on outbox (district_id, kind, due_at, id) where done_at is null and failed_at is null;

-- Jobs themselves are not leased any more.
alter table outbox drop column lease_until;
