-- 拆分: the request that this one was cut out of, and when it was taken back because that was a mistake (撤回拆分).
alter table request add column split_from uuid;
alter table request add column unsplit_at timestamptz;
create index request_split on request (district_id, split_from) where split_from is not null;
