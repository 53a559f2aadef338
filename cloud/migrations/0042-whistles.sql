-- 吹哨: the street calls several units to one place.
create table whistle (
  district_id integer not null references district (district_id),
  id uuid not null,
  number text not null,
  state text not null check (state in ('suggested', 'open', 'closed', 'declined')),
  grid_code text not null,
  building_code text,
  place text not null,
  purpose text not null,
  request_id uuid,
  asked_units jsonb not null,               -- string[]: the units that were asked for first
  respond_minutes integer not null,
  result_days integer not null,
  suggested_by text,
  by_staff text,                            -- who whistled; null while it is a suggestion
  created_at timestamptz not null,
  called_at timestamptz,
  closed_at timestamptz,                    -- when it was over, or declined
  assess_by timestamptz,                    -- until when both sides may assess it
  last_seq integer not null,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create unique index whistle_number on whistle (district_id, number);
create index whistle_open on whistle (district_id, created_at desc, id desc) where closed_at is null;
create index whistle_over on whistle (district_id, created_at desc, id desc) where closed_at is not null;
create index whistle_request on whistle (district_id, request_id, created_at) where request_id is not null;

-- The call of one unit, with what the street and the unit say of each other.
create table whistle_call (
  district_id integer not null,
  id uuid not null,
  whistle_id uuid not null,
  unit_code text not null,
  state text not null check (state in ('called', 'responding', 'arrived', 'done', 'notDone', 'confirmed', 'cannot', 'excused')),
  called_at timestamptz not null,
  respond_by timestamptz not null,
  responded_at timestamptz,                 -- its first word: that it comes, is there, or cannot
  arrive_by timestamptz,
  who text not null,
  arrived_at timestamptz,
  sent_back boolean not null,
  ended_at timestamptz,                     -- since when nobody waits for its unit
  unit_rated jsonb,                         -- {inTime, achieved, text}, by the street
  call_rated jsonb,                         -- {needed, prepared, text}, by the unit
  primary key (district_id, id),
  foreign key (district_id, whistle_id) references whistle (district_id, id)
);
create index whistle_call_whistle on whistle_call (district_id, whistle_id);
create unique index whistle_call_open on whistle_call (district_id, whistle_id, unit_code) where ended_at is null;
create index whistle_call_unit on whistle_call (district_id, unit_code, called_at desc, id desc) where ended_at is null;
create index whistle_call_latest on whistle_call (district_id, called_at);

-- What happened, in order, for the staff.
create table whistle_event (
  district_id integer not null,
  whistle_id uuid not null,
  seq integer not null,
  did text not null,
  at timestamptz not null,
  by_staff text,                            -- null: the system
  unit_code text,                           -- the unit it is about
  text text not null,
  files jsonb not null,                     -- string[]: ids
  primary key (district_id, whistle_id, seq),
  foreign key (district_id, whistle_id) references whistle (district_id, id)
);

-- The clocks of a call. Which kinds of owner and of clock there are is checked by the code that reads them (cloud/clocks): a list here had
-- to be written anew, with everybody else's, for each kind.
alter table clock drop constraint if exists clock_owner_kind_check;
alter table clock drop constraint if exists clock_kind_check;
