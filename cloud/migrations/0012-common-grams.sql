-- The search terms that many of a district's buildings have. The inexact search looks up the rare ones of what was typed; a term that is
-- not here is rare. Filled from the buildings, which are only read; the import counts anew when buildings change.
create table common_gram (
  district_id integer not null,
  gram text not null,
  buildings integer not null,               -- how many buildings in use have it
  primary key (district_id, gram)
);
insert into common_gram (district_id, gram, buildings)
select district_id, gram, count(*) from building, unnest(grams) as gram
where retired_at is null and gram is not null
group by district_id, gram having count(*) >= 50;
