-- 预约: places, services, slots, bookings, the waiting list, the queue. Same rules as 0001: district_id leads every key.

alter table account add column elder boolean not null default false; -- says she is 60 or older

-- —— services ——

create table venue (
  district_id integer not null references district (district_id),
  code text not null,
  name text not null,
  area_code text not null,                  -- whose staff keep it
  branch_code text,
  address text not null,
  phone text not null,
  hours jsonb not null,                     -- [{weekday 1–7, from 'HH:MM', to 'HH:MM'}]; offers run only within them
  check_in_token text not null,             -- what its check-in QR (签到码) holds
  retired_at timestamptz,
  primary key (district_id, code),
  unique (district_id, check_in_token),
  foreign key (district_id, area_code) references area (district_id, code),
  foreign key (district_id, branch_code) references branch (district_id, code)
);
create index venue_area on venue (district_id, area_code);

create table service (
  district_id integer not null references district (district_id),
  code text not null,
  sort integer not null,
  group_code text not null,
  name text not null,
  about text not null,
  bring text not null,
  who_may text not null,
  phone text not null,
  venue_code text not null,
  provider text not null check (provider in ('centre', 'branch', 'professional')),
  provider_name text not null,
  branch_code text,
  staff_code text,                          -- the visiting professional (下沉力量)
  way text not null check (way in ('slot', 'home', 'walkIn')),
  queue text not null,                      -- letter its numbers begin with
  rules jsonb not null,                     -- OpeningRules
  rules_version integer not null default 1,
  slots_until date,                         -- slots are made up to and with this day
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, venue_code) references venue (district_id, code),
  foreign key (district_id, branch_code) references branch (district_id, code),
  foreign key (district_id, staff_code) references staff (district_id, code)
);
create index service_venue on service (district_id, venue_code, sort);
create index service_staff on service (district_id, staff_code) where staff_code is not null;

create table slot (
  district_id integer not null,
  id uuid not null,
  service_code text not null,
  day date not null,                        -- in +08:00
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer not null,                -- places that can be booked
  walk_in integer not null,                 -- places kept for people who just come
  taken integer not null default 0,         -- of capacity: held, pending, booked and what became of them, unless given up
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_reason text,
  last_place integer not null default 0,    -- of its waiting list
  primary key (district_id, id),
  unique (district_id, service_code, starts_at),
  foreign key (district_id, service_code) references service (district_id, code),
  check (starts_at < ends_at),
  constraint slot_never_over check (taken >= 0 and (taken <= capacity or state = 'closed'))
);
create index slot_day on slot (district_id, service_code, day, starts_at);

create table closure (
  district_id integer not null,
  id uuid not null,
  venue_code text not null,
  service_code text,
  from_day date not null,
  until_day date not null,
  hours jsonb,                              -- {from, to}; null: the whole day
  reason text not null,
  by_staff text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, venue_code) references venue (district_id, code),
  foreign key (district_id, service_code) references service (district_id, code)
);
create index closure_venue on closure (district_id, venue_code, until_day) where ended_at is null;

-- —— bookings ——

-- Whoever books takes this row first, so that one person's limits and overlaps are judged one booking at a time.
create table booker (
  district_id integer not null,
  person text not null,                     -- account id, or the blind index of another's name and phone
  primary key (district_id, person)
);

create table booking (
  district_id integer not null,
  id uuid not null,
  account_id uuid,                          -- who booked; null: made at the counter
  person text not null,                     -- who comes, as in booker
  booked_by_staff text,
  for_sealed text,                          -- JSON {name, phone, relation} of whoever comes, when not the account
  consent_id uuid,
  service_code text not null,
  venue_code text not null,                 -- the next five as the service had them: they stay when it changes
  group_code text not null,
  service_name text not null,
  way text not null,
  slot_id uuid not null,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  seats integer not null check (seats > 0),
  walk_in boolean not null default false,   -- takes one of the places kept for people who just come; not in slot.taken
  code text not null,                       -- six digits
  state text not null,
  held_until timestamptz,
  waiting_id uuid,                          -- the hold is an offer from the waiting list
  approve_by timestamptz,
  note text not null default '',
  phone_sealed text,
  address_sealed text,                      -- home services
  helper_code text,
  reason text,                              -- of declining or calling off
  exempt boolean not null default false,    -- an elder, a proxy booking, or made at the counter: no automatic limit
  missed_at timestamptz,
  appeal_text text,
  appealed_at timestamptz,
  appeal_answer text,
  sequence integer not null default 0,      -- iCalendar SEQUENCE
  last_seq integer not null default 0,      -- of its events
  served_by text,
  rate_by timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  arrived_at timestamptz,
  ended_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, service_code) references service (district_id, code),
  foreign key (district_id, slot_id) references slot (district_id, id),
  foreign key (district_id, consent_id) references consent (district_id, id),
  foreign key (district_id, helper_code) references staff (district_id, code)
);
create unique index booking_person_slot on booking (district_id, slot_id, person) where state in ('pending', 'booked', 'arrived');
create unique index booking_one_hold on booking (district_id, account_id) where state = 'held' and waiting_id is null;
create unique index booking_code on booking (district_id, venue_code, day, code) where state in ('held', 'pending', 'booked', 'arrived');
create index booking_slot on booking (district_id, slot_id);
create index booking_mine on booking (district_id, account_id, starts_at desc, id desc);
create index booking_ahead on booking (district_id, account_id, starts_at, id) where state in ('held', 'pending', 'booked', 'arrived');
create index booking_person on booking (district_id, person, starts_at);
create index booking_venue_day on booking (district_id, venue_code, day, starts_at);
create index booking_service_day on booking (district_id, service_code, day);
create index booking_pending on booking (district_id, venue_code, approve_by, id) where state = 'pending';
create index booking_appeal on booking (district_id, venue_code, appealed_at, id) where state = 'missed' and appeal_text is not null and appeal_answer is null;
create index booking_unassigned on booking (district_id, venue_code, starts_at, id) where way = 'home' and state = 'booked' and helper_code is null;

create index booking_released on booking (district_id, ended_at) where state = 'released';

create table booking_event (
  district_id integer not null,
  booking_id uuid not null,
  seq integer not null,
  did text not null,
  state text not null,                      -- after it
  at timestamptz not null,
  by_party text not null check (by_party in ('booker', 'counter', 'system')),
  by_staff text,
  text text not null default '',
  primary key (district_id, booking_id, seq),
  foreign key (district_id, booking_id) references booking (district_id, id)
);

create table waiting (
  district_id integer not null,
  id uuid not null,
  slot_id uuid not null,
  account_id uuid not null,
  seats integer not null check (seats > 0),
  place integer not null,                   -- first come, first served
  state text not null check (state in ('waiting', 'offered', 'taken', 'expired', 'left', 'closed')),
  booking_id uuid,                          -- the hold offered, then the booking it became
  offered_at timestamptz,
  offer_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (district_id, id),
  unique (district_id, slot_id, place),
  foreign key (district_id, slot_id) references slot (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);
create unique index waiting_once on waiting (district_id, slot_id, account_id) where state in ('waiting', 'offered');
create index waiting_next on waiting (district_id, slot_id, place) where state = 'waiting';
create index waiting_mine on waiting (district_id, account_id, created_at desc) where state in ('waiting', 'offered');

-- 爽约限制: of one group, never of requests or messages.
create table booking_limit (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  group_code text not null,
  booking_id uuid not null,                 -- the no-show that led to it
  from_at timestamptz not null,
  until_at timestamptz not null,
  lifted_at timestamptz,
  primary key (district_id, id),
  unique (district_id, booking_id),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, booking_id) references booking (district_id, id)
);
create index booking_limit_account on booking_limit (district_id, account_id, group_code, until_at) where lifted_at is null;

create table booking_rating (
  district_id integer not null,
  id uuid not null,
  booking_id uuid not null,
  account_id uuid not null,
  venue_code text not null,
  service_code text not null,
  served_by text,
  satisfied integer not null check (satisfied between 1 and 5),
  reasons jsonb not null,
  text text not null,
  at timestamptz not null,
  answer_by timestamptz,                    -- a bad one is owed an answer
  answer text,
  answered_by text,
  answered_at timestamptz,
  primary key (district_id, id),
  unique (district_id, booking_id),
  foreign key (district_id, booking_id) references booking (district_id, id)
);
create index booking_rating_venue on booking_rating (district_id, venue_code, at desc, id desc);
create index booking_rating_service on booking_rating (district_id, service_code, at);
create index booking_rating_owed on booking_rating (district_id, venue_code, answer_by, id) where answer_by is not null and answered_at is null;

create table staff_feed (
  district_id integer not null,
  id uuid not null,
  staff_code text not null,
  venue_code text,                          -- null: the services this staff member gives
  name text not null,
  token_hash text not null,
  created_at timestamptz not null,
  last_read_at timestamptz,
  primary key (district_id, id),
  unique (district_id, token_hash),
  foreign key (district_id, staff_code) references staff (district_id, code),
  foreign key (district_id, venue_code) references venue (district_id, code)
);
create index staff_feed_staff on staff_feed (district_id, staff_code, created_at);

-- —— queue ——

create table queue_day (
  district_id integer not null,
  venue_code text not null,
  day date not null,
  queue text not null,
  last integer not null default 0,          -- number drawn last
  calls integer not null default 0,         -- how often a number was called: what a passed one waits for
  primary key (district_id, venue_code, day, queue),
  foreign key (district_id, venue_code) references venue (district_id, code)
);

create table ticket (
  district_id integer not null,
  id uuid not null,
  venue_code text not null,
  day date not null,
  queue text not null,
  number integer not null,
  service_code text not null,
  slot_id uuid,                             -- whose walk-in places it counts against, or of its booking
  account_id uuid,
  name text not null default '',
  booking_id uuid,
  state text not null check (state in ('waiting', 'called', 'serving', 'done', 'passed', 'void')),
  due_at timestamptz,                       -- booked: from when it comes before those who just came
  passes integer not null default 0,
  again_after integer,                      -- passed: may be called when queue_day.calls has reached this
  window_name text,
  called_by text,
  drawn_at timestamptz not null,
  called_at timestamptz,
  served_at timestamptz,
  ended_at timestamptz,
  primary key (district_id, id),
  unique (district_id, venue_code, day, queue, number),
  foreign key (district_id, venue_code) references venue (district_id, code),
  foreign key (district_id, service_code) references service (district_id, code),
  foreign key (district_id, booking_id) references booking (district_id, id)
);
create unique index ticket_booking on ticket (district_id, booking_id) where booking_id is not null and state <> 'void';
create index ticket_of_booking on ticket (district_id, booking_id) where booking_id is not null;
create index ticket_open on ticket (district_id, venue_code, day, queue, drawn_at, id) where state in ('waiting', 'called', 'serving', 'passed');
create index ticket_account on ticket (district_id, account_id, day);
create index ticket_served on ticket (district_id, venue_code, day, ended_at desc) where state = 'done';
create index ticket_slot on ticket (district_id, slot_id) where slot_id is not null and booking_id is null;
