-- What an organisation (驻区单位) files is its own: whoever is its contact now sees it, answers and rates it.
alter table request add column organisation_id uuid;
create index request_organisation on request (district_id, organisation_id, created_at desc, id desc) where organisation_id is not null;
