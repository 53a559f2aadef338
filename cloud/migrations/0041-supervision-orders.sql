-- 督办: an order of the district's supervisor about a request that is late, or that they look after before; one is open at a time.
create table supervision_order (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  clock_id uuid,                            -- the clock it is about, and the end that was missed; null: issued before one was
  clock_due_at timestamptz,
  issued_at timestamptz not null,
  issued_by text,                           -- null: the system
  text text not null,
  to_unit text,                             -- who had the request then
  to_handler text,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledgement text,
  ended_at timestamptz,
  ended_why text,                           -- the state of the request that ended it
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create unique index supervision_order_open on supervision_order (district_id, request_id) where ended_at is null;
create index supervision_order_request on supervision_order (district_id, request_id, issued_at);
create index supervision_order_latest on supervision_order (district_id, (ended_at is null), issued_at, id);

-- An order is to be acknowledged, and a dispute decided, by a clock. Rows of before satisfy the narrower rule: they need not be read again.
alter table clock drop constraint clock_owner_kind_check;
alter table clock add constraint clock_owner_kind_check check (owner_kind in ('request', 'part', 'dispute', 'order')) not valid;
alter table clock drop constraint clock_kind_check;
alter table clock add constraint clock_kind_check
  check (kind in ('acceptance', 'handling', 'rework', 'whole', 'part', 'dispute', 'order')) not valid;
