-- How often the key of a place's wall display was renewed: an earlier key shows no check-in code any more.
alter table venue add column wall_renewals integer not null default 0;
