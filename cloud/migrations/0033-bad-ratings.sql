-- 好差评: to whom a rating belongs is kept when it is asked for, and what is done about a bad one.
create table rating_invitation (
  district_id integer not null,
  request_id uuid not null,
  round integer not null,              -- 0 the first reply, then one per rework
  handler_code text,                   -- whose reply it is
  unit_code text,                      -- their department then; null: the grid's team
  invited_at timestamptz not null,
  rate_by timestamptz not null,
  primary key (district_id, request_id, round),
  foreign key (district_id, request_id) references request (district_id, id)
);
-- Replies that wait for a rating, by whoever wrote them: the handler may have changed since.
insert into rating_invitation (district_id, request_id, round, handler_code, invited_at, rate_by)
  select request.district_id, request.id, request.rework, replied.actor_staff, replied.at, request.rate_by
  from request
  join lateral (
    select actor_staff, at from request_event
    where request_event.district_id = request.district_id and request_id = request.id and did = 'reply'
    order by seq desc limit 1
  ) as replied on true
  where rate_by is not null;

create table rating_remedy (
  district_id integer not null,
  request_id uuid not null,
  round integer not null,              -- of the bad rating
  contact_by timestamptz not null,
  contacted_at timestamptz,
  contacted_by text,
  way text check (way in ('fixNow', 'ledger', 'explain', 'appeal')),
  way_at timestamptz,
  way_by text,
  text text not null default '',
  untrue boolean,                      -- how the appeal was decided
  decision text not null default '',
  decided_at timestamptz,
  decided_by text,
  primary key (district_id, request_id, round),
  foreign key (district_id, request_id) references request (district_id, id)
);

alter table rating add column changed_at timestamptz;
alter table rating add column changed_from jsonb;     -- the answers before the one change
alter table rating add column device text;            -- the kind of phone it came from, for odd batches
create index rating_at on rating (district_id, at);

-- 异常评价: ratings of one minute that look arranged.
create table odd_batch (
  district_id integer not null,
  id uuid not null,
  grid_code text not null,
  minute timestamptz not null,
  why text not null check (why in ('handler', 'account', 'device')),
  about text not null,                 -- the handler, account or phone: never shown
  requests jsonb not null,             -- [{ id, number, handler }]
  primary key (district_id, id),
  unique (district_id, minute, why, about)
);
create index odd_batch_minute on odd_batch (district_id, minute desc, id desc);
