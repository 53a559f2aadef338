-- What has to be said by phone to the person a request was filed for, until staff have phoned.
alter table request add column to_call text;
create index request_calls on request (district_id, grid_code, created_at desc, id desc) where to_call is not null;

-- A rating given on the phone has no account; who wrote it down is staff, never the handler.
alter table rating alter column account_id drop not null;
alter table rating add column recorded_by text;

-- Earlier versions told whoever was rated how; which request it was said who rated.
update inbox_item set title = '一件诉求转给别人办理', text = split_part(text, '：', 1) where title = '收到一个差评，已换人重办';
update inbox_item set title = '一件诉求已确认办结', text = split_part(text, '：', 1) where title = '收到评价' and target ->> 'kind' = 'staffRequest';
