-- What a thumbnail's bytes must be, so that a swapped one is not served. Unknown for photos uploaded before: they are shown whole.
alter table file add column thumb_sha256 text;

-- Nothing looks for old uploads: each has a job that deletes it.
drop index file_orphan;

-- Uploads of one account that nothing uses yet, for its quota.
create index file_unclaimed on file (district_id, account_id) where claimed_by is null;
