-- Files that arrive in parts, so that an upload goes on after a cut where it stopped. The bytes of the parts lie in the file store.
create table upload (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,                 -- who uploads
  bytes integer not null,                   -- as announced: parts of another size are refused
  parts text[] not null,                    -- SHA-256 of each part; '' is one that is not here yet
  file_id uuid,                             -- the file they were joined to; null counts among the account's unused files
  created_at timestamptz not null,
  primary key (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);

-- What an account has begun and not finished, for its quota.
create index upload_open on upload (district_id, account_id) where file_id is null;
