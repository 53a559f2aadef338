-- People an account files and books for (代办), so that they are chosen again with one tap. Removed for good when it says so.
create table acted_for (
  district_id integer not null,
  id uuid not null,
  account_id uuid not null,
  person text not null,                     -- keyed digest of name and phone, as this account gave them
  person_sealed text not null,              -- JSON {name, phone, relation, unit, room}
  building_code text,                       -- where they live
  consent_id uuid not null,                 -- the latest they gave
  consent_how text not null,
  consented_at timestamptz not null,
  used_at timestamptz not null,
  primary key (district_id, id),
  unique (district_id, account_id, person),
  foreign key (district_id, account_id) references account (district_id, id),
  foreign key (district_id, building_code) references building (district_id, code)
);
