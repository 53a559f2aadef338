-- 受理渠道: how a case came in; a sheet of another system keeps its number and its deadline, and when it happened.
alter table request add column channel text not null default 'app';
alter table request add column outside_number text;
alter table request add column outside_due timestamptz;
alter table request add column happened_at timestamptz;   -- null: when it was entered
alter table request add column verify_at timestamptz;      -- from when a reply that is not rated is asked about on the phone
alter table request add column to_check boolean not null default false;   -- a self-closed case somebody else has to look at
alter table request add constraint request_channel_known
  check (channel in ('app', 'phone', 'counter', 'visit', 'hotline', 'grid')) not valid;
create index request_channel on request (district_id, channel, created_at desc, id desc) where channel <> 'app';
create index request_verify on request (district_id, grid_code, created_at desc, id desc) where state = 'replied' or to_check;
