-- Every table is a district's: district_id leads each key, unique index and foreign key, so the same schema can be
-- distributed by it (Citus). No triggers, no sequences, nothing newer than PostgreSQL 15.

create table district (
  district_id integer primary key,          -- administrative code, 6 digits
  name text not null,
  version integer not null default 1,       -- of the imported area tree; caches key on it
  imported_at timestamptz not null
);

-- —— grids ——

create table area (
  district_id integer not null references district (district_id),
  code text not null,                       -- 6 district, 9 street, 12 community, 15 grid; a child's begins with its parent's
  kind text not null check (kind in ('district', 'street', 'community', 'grid')),
  parent text,
  name text not null,
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, parent) references area (district_id, code)
);
create index area_parent on area (district_id, parent);

create table grid (
  district_id integer not null,
  code text not null,
  kind text not null default 'basic' check (kind in ('basic', 'dedicated')),
  covers text not null,                     -- the area in words
  supervision_phone text not null,
  rings jsonb not null,                     -- GCJ-02 [[ [lng, lat], … ], …]: outer rings
  min_lng double precision not null,
  min_lat double precision not null,
  max_lng double precision not null,
  max_lat double precision not null,
  duty jsonb not null,                      -- [{weekday 1–7, from 'HH:MM', to 'HH:MM'}]
  updated_at timestamptz not null,
  primary key (district_id, code),
  foreign key (district_id, code) references area (district_id, code)
);

create table building (
  district_id integer not null,
  code text not null,
  grid_code text not null,
  name text not null,
  address text not null,
  units jsonb not null default '[]',
  door_token text not null,
  lng double precision not null,            -- GCJ-02
  lat double precision not null,
  grams text[] not null,                    -- bigrams of name and address, and pinyin initials' prefixes: the application fills them
  initials text not null,
  retired_at timestamptz,
  primary key (district_id, code),
  unique (district_id, door_token),
  foreign key (district_id, grid_code) references grid (district_id, code)
);
create index building_grid on building (district_id, grid_code, code);
create index building_grams on building using gin (grams);

create table department (
  district_id integer not null references district (district_id),
  code text not null,
  name text not null,
  phone text not null,
  retired_at timestamptz,
  primary key (district_id, code)
);

create table branch (
  district_id integer not null references district (district_id),
  code text not null,
  name text not null,
  kind text not null check (kind in ('grid', 'estate', 'project', 'unit', 'joint')),
  area_code text not null,                  -- where it stands: reviewers of this area approve its notices
  secretary text not null,
  phone text not null,
  place text not null,
  hours text not null,
  about text not null,
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, area_code) references area (district_id, code)
);

create table branch_grid (
  district_id integer not null,
  branch_code text not null,
  grid_code text not null,
  primary key (district_id, branch_code, grid_code),
  foreign key (district_id, branch_code) references branch (district_id, code),
  foreign key (district_id, grid_code) references grid (district_id, code)
);
create index branch_grid_by_grid on branch_grid (district_id, grid_code);

-- —— account ——

create table account (
  district_id integer not null references district (district_id),
  id uuid not null,
  openid text not null,
  name text,
  phone_sealed text,                        -- AES-256-GCM
  phone_index text,                         -- blind index (HMAC)
  created_at timestamptz not null,
  primary key (district_id, id),
  unique (district_id, openid)
);

create table staff (
  district_id integer not null references district (district_id),
  code text not null,
  name text not null,
  phone text not null,                      -- published on the grid card for grid teams (滨州条例 art. 6)
  department_code text,
  account_id uuid,                          -- the WeChat identity bound by invitation
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, department_code) references department (district_id, code)
);
create unique index staff_account on staff (district_id, account_id) where account_id is not null;

create table staff_role (
  district_id integer not null,
  staff_code text not null,
  role text not null,
  area_code text not null,                  -- the subtree in which the role holds
  branch_code text,                         -- for branch secretaries
  retired_at timestamptz,
  primary key (district_id, staff_code, role, area_code),
  foreign key (district_id, staff_code) references staff (district_id, code),
  foreign key (district_id, area_code) references area (district_id, code),
  foreign key (district_id, branch_code) references branch (district_id, code)
);
create index staff_role_area on staff_role (district_id, area_code, role);

-- 网格团队: place 0 is the grid member, 1 the deputy who stands in first.
create table team_member (
  district_id integer not null,
  grid_code text not null,
  staff_code text not null,
  place integer not null,
  title text not null,
  retired_at timestamptz,
  primary key (district_id, grid_code, staff_code),
  foreign key (district_id, grid_code) references grid (district_id, code),
  foreign key (district_id, staff_code) references staff (district_id, code)
);
create index team_member_staff on team_member (district_id, staff_code);

create table absence (
  district_id integer not null,
  id uuid not null,
  grid_code text not null,
  staff_code text not null,
  stand_in_code text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, grid_code) references grid (district_id, code),
  foreign key (district_id, staff_code) references staff (district_id, code),
  foreign key (district_id, stand_in_code) references staff (district_id, code),
  check (from_at < until_at)
);
create index absence_grid on absence (district_id, grid_code, until_at);

-- 交接: who looked after a grid from when; the change history of the card.
create table handover (
  district_id integer not null,
  id uuid not null,
  grid_code text not null,
  from_staff text,
  to_staff text not null,
  reason text not null,
  at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, grid_code) references grid (district_id, code)
);
create index handover_grid on handover (district_id, grid_code, at desc);

create table invitation (
  district_id integer not null,
  id uuid not null,
  staff_code text not null,
  code_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  primary key (district_id, id),
  unique (district_id, code_hash),
  foreign key (district_id, staff_code) references staff (district_id, code)
);
create index invitation_staff on invitation (district_id, staff_code);

create table session (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  token_hash text not null,
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (district_id, id),
  unique (district_id, token_hash),
  foreign key (district_id, account_id) references account (district_id, id)
);
create index session_account on session (district_id, account_id, created_at desc);

create table home (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  building_code text not null,
  unit_sealed text,
  room_sealed text,
  label text not null,
  current boolean not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, building_code) references building (district_id, code)
);
create index home_account on home (district_id, account_id) where ended_at is null;
create unique index home_current on home (district_id, account_id) where ended_at is null and current;
create index home_building on home (district_id, building_code) where ended_at is null;

-- 同意记录: whose consent, to what, how it was given; withdrawn, never deleted.
create table consent (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,                 -- who recorded it
  purpose text not null,                    -- 'onBehalf'
  subject_sealed text not null,             -- JSON {name, phone, relation}
  how text not null,
  file_id uuid,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);

create table grid_correction (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  building_code text not null,
  shown_grid text not null,
  said text not null,
  state text not null check (state in ('open', 'corrected', 'kept')),
  answer text,
  decided_by text,
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, building_code) references building (district_id, code)
);
create index grid_correction_open on grid_correction (district_id, state, created_at desc, id);

-- —— files ——

create table file (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,                 -- who uploaded it
  kind text not null check (kind in ('photo', 'voice')),
  mime text not null,
  bytes integer not null,
  sha256 text not null,
  width integer,
  height integer,
  seconds integer,
  created_at timestamptz not null,
  claimed_by text,                          -- 'request:<id>', 'message:<id>', 'notice:<id>', 'consent:<id>'; null is an orphan for 24 h
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);
create index file_orphan on file (district_id, created_at) where claimed_by is null;

-- —— messages ——

create table conversation (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  grid_code text not null,
  last_seq integer not null default 0,
  last_text text not null default '',
  last_at timestamptz,
  resident_delivered integer not null default 0,
  resident_read integer not null default 0,
  team_delivered integer not null default 0,
  team_read integer not null default 0,
  waiting_since timestamptz,                -- the oldest resident message nobody answered
  waiting_seq integer,
  reply_by timestamptz,
  escalated integer not null default 0,     -- 0 team, 1 stand-in, 2 branch secretary
  created_at timestamptz not null,
  primary key (district_id, id),
  unique (district_id, account_id, grid_code),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, grid_code) references grid (district_id, code)
);
create index conversation_grid on conversation (district_id, grid_code, last_at desc, id);
create index conversation_account on conversation (district_id, account_id, last_at desc, id);
create index conversation_waiting on conversation (district_id, grid_code, reply_by) where waiting_since is not null;

create table message (
  district_id integer not null,
  conversation_id uuid not null,
  seq integer not null,
  id uuid not null,
  client_id uuid,
  side text not null check (side in ('resident', 'team', 'system')),
  account_id uuid,                          -- author
  staff_code text,                          -- author, for the team's side
  kind text not null check (kind in ('text', 'photo', 'voice', 'system', 'proposal')),
  text text not null default '',
  file_id uuid,
  proposal jsonb,
  request_id uuid,
  at timestamptz not null,
  primary key (district_id, conversation_id, seq),
  unique (district_id, conversation_id, client_id),
  foreign key (district_id, conversation_id) references conversation (district_id, id),
  foreign key (district_id, file_id) references file (district_id, id)
);

-- How long first replies took, in duty minutes: what the card's "usually answers in" is the median of.
create table first_reply (
  district_id integer not null,
  id uuid not null,
  grid_code text not null,
  minutes integer not null,
  at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, grid_code) references grid (district_id, code)
);
create index first_reply_grid on first_reply (district_id, grid_code, at desc);

create table template (
  district_id integer not null,
  id uuid not null,
  staff_code text not null,
  title text not null,
  text text not null,
  use text not null,
  created_at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, staff_code) references staff (district_id, code)
);
create index template_staff on template (district_id, staff_code, created_at);

create table live_ticket (
  district_id integer not null,
  token_hash text not null,
  account_id uuid not null,
  session_id uuid not null,
  expires_at timestamptz not null,
  primary key (district_id, token_hash)
);

-- —— requests ——

create table category (
  district_id integer not null references district (district_id),
  code text not null,
  sort integer not null,
  group_name text not null,
  name text not null,
  kinds jsonb not null,                     -- RequestKind[]
  hint text not null,
  emergency jsonb,                          -- [{name, number}] stops the form
  questions jsonb not null,                 -- Question[]
  acceptance jsonb not null,                -- Duration
  handling jsonb not null,                  -- Duration
  rule text not null,
  department_code text,
  retired_at timestamptz,
  primary key (district_id, code),
  foreign key (district_id, department_code) references department (district_id, code)
);

create table request_number (
  district_id integer not null,
  grid_code text not null,
  day date not null,
  last integer not null,
  primary key (district_id, grid_code, day)
);

create table request (
  district_id integer not null,
  id uuid not null,
  number text not null,
  kind text not null,
  category_code text not null,
  account_id uuid not null,                 -- who filed
  filed_by_staff text,                      -- a staff member filing on behalf
  consent_id uuid,
  on_behalf_sealed text,                    -- JSON {name, phone, relation}
  anonymous boolean not null,
  title text not null,
  text text not null,
  answers jsonb not null,                   -- [{code, ask, value}]
  grid_code text not null,
  building_code text not null,
  place text not null,
  place_sealed text,                        -- unit and room of the home, encrypted
  state text not null,
  previous_state text,                      -- what `supply` returns to
  handler_code text,
  excluded_handlers jsonb not null default '[]', -- who may not take it again (差评, 申诉)
  outcome text,
  rework integer not null default 0,
  contested boolean not null default false,
  promised_at timestamptz,                  -- the running state clock's due time
  promise_paused boolean not null default false,
  rate_by timestamptz,
  last_seq integer not null default 0,
  head text not null,                       -- hash of the last event
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  primary key (district_id, id),
  unique (district_id, number),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, category_code) references category (district_id, code),
  foreign key (district_id, grid_code) references grid (district_id, code),
  foreign key (district_id, building_code) references building (district_id, code),
  foreign key (district_id, consent_id) references consent (district_id, id)
);
create index request_mine on request (district_id, account_id, created_at desc, id desc);
create index request_latest on request (district_id, created_at desc, id desc);
create index request_grid on request (district_id, grid_code, created_at desc, id desc);
create index request_open on request (district_id, grid_code, promised_at, id) where closed_at is null;
create index request_handler on request (district_id, handler_code, promised_at, id) where closed_at is null;
create index request_handled on request (district_id, handler_code, created_at desc);

create table request_event (
  district_id integer not null,
  request_id uuid not null,
  seq integer not null,
  did text not null,
  state text not null,                      -- after it
  at timestamptz not null,
  by_name text not null,                    -- as hashed: '居民', '网格员 李明', '系统'
  actor_account uuid,
  actor_staff text,
  content jsonb,                            -- what was said; null once erased
  nonce text,
  body text not null,                       -- sha256(nonce + canonical JSON of content)
  files jsonb not null default '[]',        -- [{id, sha256}]
  prev text not null,
  hash text not null,
  primary key (district_id, request_id, seq),
  foreign key (district_id, request_id) references request (district_id, id)
);

create table clock (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('acceptance', 'handling', 'rework', 'whole')),
  unit text not null,                       -- of the duration it ends by: how a pause moves it (日 or 工作日)
  rule text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  paused_at timestamptz,
  stopped_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, request_id) references request (district_id, id)
);
create index clock_request on clock (district_id, request_id, started_at);
create unique index clock_running on clock (district_id, request_id, kind) where stopped_at is null;

-- —— ratings ——

create table rating (
  district_id integer not null,
  id uuid not null,
  request_id uuid not null,
  round integer not null,                   -- 0 the first reply, then one per rework
  account_id uuid not null,
  handler_code text,
  contacted boolean not null,
  solved boolean not null,
  satisfied integer not null check (satisfied between 1 and 5),
  reasons jsonb not null,
  text text not null,
  at timestamptz not null,
  primary key (district_id, id),
  unique (district_id, request_id, round),
  foreign key (district_id, request_id) references request (district_id, id)
);

-- —— notices ——

create table notice (
  district_id integer not null,
  id uuid not null,
  branch_code text not null,
  title text not null,
  text text not null,
  state text not null check (state in ('draft', 'review', 'published', 'withdrawn')),
  author_code text not null,
  reviewer_code text,
  returned_reason text,
  withdrawn_reason text,
  views integer not null default 0,
  likes integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, branch_code) references branch (district_id, code),
  foreign key (district_id, author_code) references staff (district_id, code)
);
create index notice_published on notice (district_id, published_at desc, id desc) where published_at is not null;
create index notice_author on notice (district_id, author_code, updated_at desc, id desc);
create index notice_branch on notice (district_id, branch_code, updated_at desc, id desc);

create table notice_area (
  district_id integer not null,
  notice_id uuid not null,
  area_code text not null,
  primary key (district_id, notice_id, area_code),
  foreign key (district_id, notice_id) references notice (district_id, id),
  foreign key (district_id, area_code) references area (district_id, code)
);
create index notice_area_by_area on notice_area (district_id, area_code, notice_id);

create table notice_photo (
  district_id integer not null,
  notice_id uuid not null,
  place integer not null,
  file_id uuid not null,
  primary key (district_id, notice_id, place),
  foreign key (district_id, notice_id) references notice (district_id, id),
  foreign key (district_id, file_id) references file (district_id, id)
);

create table notice_reader (
  district_id integer not null,
  notice_id uuid not null,
  account_id uuid not null,
  viewed_at timestamptz not null,
  liked boolean not null default false,
  favourite boolean not null default false,
  primary key (district_id, notice_id, account_id),
  foreign key (district_id, notice_id) references notice (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);
create index notice_reader_favourite on notice_reader (district_id, account_id, viewed_at desc) where favourite;

-- —— notifications and jobs ——

create table inbox_item (
  district_id integer not null,
  account_id uuid not null,
  id uuid not null,
  key text not null,                        -- what happened: the same thing is told once
  kind text not null,
  title text not null,
  text text not null,
  target jsonb,
  at timestamptz not null,
  read_at timestamptz,
  primary key (district_id, account_id, id),
  unique (district_id, account_id, key),
  foreign key (district_id, account_id) references account (district_id, id)
);
create index inbox_item_unread on inbox_item (district_id, account_id, id desc) where read_at is null;

create table outbox (
  district_id integer not null,
  id uuid not null,
  kind text not null,
  key text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  attempts integer not null default 0,
  done_at timestamptz,
  failed_at timestamptz,                    -- gave up: an operator's list
  last_error text,
  primary key (district_id, id),
  unique (district_id, kind, key)
);
create index outbox_due on outbox (district_id, due_at) where done_at is null and failed_at is null;

create table idempotency (
  district_id integer not null,
  account_id uuid not null,
  key text not null,
  endpoint text not null,
  body_hash text not null,
  status integer,
  reply jsonb,
  created_at timestamptz not null,
  primary key (district_id, account_id, key)
);
create index idempotency_age on idempotency (district_id, created_at);
