-- 并案: a request that is handled together with another (its main). It keeps its requester's rights and its own clocks; one is open at a time.
create table request_merge (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  main_id uuid not null,
  main_seq integer not null,                -- the main's event that says so: only what is replied after it is a reply to this request
  reason text not null,                     -- for the staff alone
  by_staff text,
  at timestamptz not null,
  replied_seq integer,                      -- the main's reply that this request was given
  ended_at timestamptz,
  ended_by text,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id),
  foreign key (district_id, main_id) references request (district_id, id)
);
create unique index request_merge_open on request_merge (district_id, request_id) where ended_at is null;
create index request_merge_main on request_merge (district_id, main_id) where ended_at is null;

-- The request it was merged into, as long as it is; lists leave it out.
alter table request add column merged_into uuid;
