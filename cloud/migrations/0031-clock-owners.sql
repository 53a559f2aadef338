-- A clock belongs to something of any room, not to a request alone; its room answers for what it is.
alter table clock add column owner_kind text not null default 'request' check (owner_kind in ('request'));
alter table clock drop constraint clock_district_id_request_id_fkey;
alter table clock rename column request_id to owner_id;
