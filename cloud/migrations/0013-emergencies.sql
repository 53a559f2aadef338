-- Words that tell of an emergency, with whom to call then: the district's own table, in place of the default.
create table emergency (
  district_id integer not null references district (district_id),
  code text not null,
  sort integer not null,
  words jsonb not null,                     -- string[]: synonyms; of a word with spaces all parts must be there
  advice text not null,
  phones jsonb not null,                    -- [{name, number}], the first one first
  primary key (district_id, code)
);
