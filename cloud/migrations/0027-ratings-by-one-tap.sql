-- A rating may be one tap: what is not answered (未答) is null, and may be added while the rating is open.
alter table rating alter column contacted drop not null;
alter table rating alter column solved drop not null;
alter table rating alter column satisfied drop not null;
alter table rating add column files jsonb not null default '[]';
alter table rating add column open_until timestamptz;   -- until when the rater may add to it; null: never
alter table rating add column tapped_at timestamptz;    -- the last tap that moved the request
alter table rating add column before jsonb;             -- the request before that tap, for 点错了
-- Holds for new rows; every row of earlier versions has a level.
alter table rating add constraint rating_says_how check (satisfied is not null or solved is false) not valid;
