-- 交办目录: which unit leads and which join in, by kind, category, area and time. A changed row has a new edition; a retired one stays.
create table dispatch_rule (
  district_id integer not null references district (district_id),
  code text not null,
  kinds jsonb not null,                     -- string[]: kinds of request; empty: every kind
  category_code text,                       -- null: every category
  area_code text not null,                  -- the subtree of areas it holds in
  from_day date,
  until_day date,                           -- the last day
  unit_code text not null,
  co_unit_codes jsonb not null,             -- string[]
  handling jsonb,                           -- a duration; null: the category's
  at_filing boolean not null,               -- dispatched when it is filed, not when it is accepted
  basis text not null,
  edition integer not null,                 -- the district's version when the row last changed
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, unit_code) references department (district_id, code)
);

-- 交办: the part of a unit in a request. The lead answers for the whole; each of the others has a clock of its own (owner `part`).
create table dispatch_part (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  unit_code text not null,
  lead boolean not null,
  how text not null,                        -- 'directory', 'staff' or 'decision' (of a dispute)
  rule_code text,
  reason text not null,
  outside text,                             -- why it was given to a unit outside its duties (职责清单)
  by_staff text,
  at timestamptz not null,
  ended_at timestamptz,
  ended_why text,                           -- 'reported', 'replied', 'redispatched', 'withdrawn', 'human', 'moved'
  words text,                               -- what a unit that joined in reported
  disputed_at timestamptz,
  disputed_by text,
  dispute_reason text,
  reviewer_code text,
  decided_at timestamptz,
  decision text,                            -- 'kept' or 'moved'
  decision_reason text,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create index dispatch_part_request on dispatch_part (district_id, request_id);
create index dispatch_part_unit on dispatch_part (district_id, unit_code, request_id) where ended_at is null and not lead;
create index dispatch_part_review on dispatch_part (district_id, reviewer_code, request_id) where disputed_at is not null and decided_at is null;
create index dispatch_part_rules on dispatch_part (district_id, rule_code, at) where lead;

-- The part of a unit that joins in has a clock. Rows of before satisfy the narrower rule: they need not be read again.
alter table clock drop constraint clock_owner_kind_check;
alter table clock add constraint clock_owner_kind_check check (owner_kind in ('request', 'part')) not valid;
alter table clock drop constraint clock_kind_check;
alter table clock add constraint clock_kind_check check (kind in ('acceptance', 'handling', 'rework', 'whole', 'part')) not valid;
