-- 驻区单位: a shop, company or institution with its premises, and the people who act for it. A contact without an account holds an
-- invitation that nobody has used yet.
create table organisation (
  district_id integer not null,
  id uuid not null,
  code text,                                -- of organisations.csv; null: registered by one of its people
  name text not null,
  kind text not null check (kind in ('shop', 'company', 'institution')),
  building_code text not null,
  premises_sealed text,                     -- the door inside the building
  state text not null check (state in ('registered', 'verified', 'refused')),
  answer text,                              -- what whoever checked it wrote to its people
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (district_id, id),
  foreign key (district_id, building_code) references building (district_id, code)
);
create unique index organisation_code on organisation (district_id, code) where code is not null;
-- One of a name in a building: a name that nobody has checked keeps nobody out.
create unique index organisation_named on organisation (district_id, building_code, name) where state = 'verified' and retired_at is null;
create index organisation_building on organisation (district_id, building_code);
create index organisation_waiting on organisation (district_id, created_at desc, id desc) where state = 'registered';
create index organisation_decided on organisation (district_id, created_at desc, id desc) where state <> 'registered';

create table organisation_contact (
  district_id integer not null,
  id uuid not null,
  organisation_id uuid not null,
  account_id uuid,
  name_sealed text not null,
  position text not null,
  code_hash text,                           -- of the invitation that was not used yet
  code_until timestamptz,
  created_at timestamptz not null,
  since timestamptz,
  until timestamptz,
  primary key (district_id, id),
  foreign key (district_id, organisation_id) references organisation (district_id, id),
  foreign key (district_id, account_id) references account (district_id, id)
);
create unique index organisation_contact_code on organisation_contact (district_id, code_hash) where code_hash is not null;
create unique index organisation_contact_account on organisation_contact (district_id, account_id, organisation_id)
  where until is null and account_id is not null;
create index organisation_contact_of on organisation_contact (district_id, organisation_id);
