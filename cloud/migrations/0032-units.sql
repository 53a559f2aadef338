-- Units (单位): a department, a property company or professionals sent down, each with the matters it is responsible for (职责清单).
alter table department add column kind text not null default 'department';
alter table department add column duties jsonb not null default '[]';   -- string[]: codes of categories

-- The unit that works on a request; null while the grid's team does. A 举报 has none: only whoever handles it may know of it.
alter table request add column unit_code text;
-- Open requests in the hands of a department's staff are the department's.
update request set unit_code = staff.department_code from staff
  where staff.district_id = request.district_id and staff.code = request.handler_code and staff.department_code is not null
    and request.closed_at is null and not request.anonymous;
create index request_unit on request (district_id, unit_code, created_at desc, id desc) where unit_code is not null;
