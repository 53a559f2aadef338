-- Other words by which people say what services and categories are named: the district's own, besides those every district has.
create table synonym (
  district_id integer not null references district (district_id),
  code text not null,
  names jsonb not null,                     -- string[]: words as they stand in names
  words jsonb not null,                     -- string[]: as people say them; written as the words of an emergency
  primary key (district_id, code)
);
