-- How often each part of a district's reference data has changed: {"staff": 3}. Memory of it is right for one version.
alter table district add column versions jsonb not null default '{}';
