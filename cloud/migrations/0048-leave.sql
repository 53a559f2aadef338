-- Leave by half days, of a unit's staff as well, and what became of it: when it began and ended, and what was handed on by then.
alter table absence
  alter column grid_code drop not null,
  alter column stand_in_code drop not null,   -- null: nobody in particular, the whole unit
  add column unit_code text,                  -- leave from a unit (单位) instead of a grid
  add column begun_at timestamptz,            -- when its beginning was handled
  add column ended_at timestamptz,            -- when its end was
  add column handed_on integer not null default 0,
  add constraint absence_where check ((grid_code is null) <> (unit_code is null)) not valid,
  add constraint absence_grid_stand_in check (grid_code is null or stand_in_code is not null) not valid;
create index absence_staff on absence (district_id, staff_code, until_at);
create index absence_stand_in on absence (district_id, stand_in_code, until_at);
create index absence_of_unit on absence (district_id, unit_code, until_at) where unit_code is not null;

-- Leaves of before get the jobs of their beginning and end.
insert into outbox (district_id, id, kind, key, payload, created_at, due_at)
select district_id, gen_random_uuid(), 'duty.leave', id || ':' || what, jsonb_build_object('absenceId', id, 'what', what), now(),
  case what when 'begins' then from_at else until_at end
from absence cross join (values ('begins'), ('ends')) as moment (what)
where until_at > now();
