-- A dated next step of a request (约好上门, 等配件): what whoever handles it said will come, and when. One is open at a time.
create table dated_step (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('visit', 'until')),
  seq integer not null,                     -- the event in whose words it was said
  due_at timestamptz not null,
  confirmed_at timestamptz,
  asked_at timestamptz,                     -- when the requester asked for another time, and for which
  wanted_at timestamptz,
  broken_at timestamptz,
  ended_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create unique index dated_step_open on dated_step (district_id, request_id) where ended_at is null;
create index dated_step_request on dated_step (district_id, request_id);
