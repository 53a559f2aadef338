-- A group activity's decision is kept where it was made, and one may wait for somebody else.

alter table slot add column decided_at timestamptz;                         -- when it was decided that it takes place
alter table waiting add column for_other boolean not null default false;    -- the place is for somebody else than the account
