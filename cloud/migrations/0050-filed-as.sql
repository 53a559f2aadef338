-- What an organisation (驻区单位) files is its own: whoever is its contact now sees it, answers and rates it.
alter table request add column organisation_id uuid;
alter table request add constraint request_organisation_is foreign key (district_id, organisation_id)
  references organisation (district_id, id) not valid;
create index request_organisation on request (district_id, organisation_id, created_at desc, id desc) where organisation_id is not null;
