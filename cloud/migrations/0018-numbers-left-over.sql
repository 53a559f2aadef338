-- Whether a number was still waiting when its place closed for the day: its holder is told so, and what to do.
alter table ticket add column left_over boolean not null default false;
