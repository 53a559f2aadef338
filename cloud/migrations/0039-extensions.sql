-- 延期: more time for an answer, asked for with a reason; one waits for its decision at a time, which has a clock of its own.
create table extension (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  clock_id uuid not null,                   -- the clock of the answer it is about
  working_days integer not null,
  reason text not null,                     -- the resident reads it once it is granted
  asked_at timestamptz not null,
  asked_by text not null,
  approver_code text not null,              -- whose turn it is to decide
  from_due timestamptz not null,            -- the end it moves, and to when
  to_due timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  granted boolean,
  refusal text,                             -- for the staff alone
  ended_at timestamptz,                     -- where nobody decided: it was answered, or went to another unit
  ended_why text,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create unique index extension_open on extension (district_id, request_id) where decided_at is null and ended_at is null;
create index extension_request on extension (district_id, request_id);

-- The end that a clock missed before it was moved to a later one by agreement: what was late stays counted.
alter table clock add column missed_at timestamptz;

-- Rows of before satisfy the narrower rule: they need not be read again.
alter table clock drop constraint clock_owner_kind_check;
alter table clock add constraint clock_owner_kind_check check (owner_kind in ('request', 'part', 'extension')) not valid;
alter table clock drop constraint clock_kind_check;
alter table clock add constraint clock_kind_check
  check (kind in ('acceptance', 'handling', 'rework', 'whole', 'part', 'extension')) not valid;
