-- A 举报 filed by staff barred its informant as a handler, so that whoever was missing from the list of handlers was the informant.
update request set excluded_handlers = request.excluded_handlers - staff.code
from staff
where request.anonymous and request.filed_by_staff is null
  and staff.district_id = request.district_id and staff.account_id = request.account_id
  and request.excluded_handlers @> to_jsonb(staff.code);
