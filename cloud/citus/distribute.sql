-- Spreads every table over a Citus cluster by district, what is referred to before what refers to it. Run by cloud/citus/main.ts, and
-- again after a migration that made a table: what is distributed already is left alone. Not one of the migrations: plain PostgreSQL
-- knows no such function.
do $$
declare
  name text;
  -- All in one group with `district`, so that a district's rows lie on one node and its foreign keys and joins stay there.
  names constant text[] := array[
    'district',
    'area', 'department', 'branch', 'account', 'category', 'emergency', 'synonym', 'dispatch_rule',
    'grid', 'building', 'common_gram', 'branch_grid',
    'staff', 'staff_role', 'team_member', 'absence', 'handover', 'invitation',
    'session', 'home', 'acted_for', 'consent', 'grid_correction', 'organisation', 'organisation_contact',
    'file', 'upload',
    'conversation', 'message', 'first_reply', 'reply_waiver', 'template', 'live_ticket',
    'request_number', 'request', 'request_event', 'clock', 'dispatch_part', 'dated_step', 'extension', 'supervision_order',
    'request_follower', 'request_merge',
    'rating', 'rating_invitation', 'rating_remedy', 'odd_batch',
    'whistle', 'whistle_call', 'whistle_event',
    'venue', 'service', 'slot', 'closure',
    'booker', 'booking', 'booking_event', 'waiting', 'booking_limit', 'booking_rating', 'staff_feed',
    'queue_day', 'ticket',
    'notice', 'notice_area', 'notice_photo', 'notice_reader',
    'inbox_item', 'outbox', 'outbox_lane', 'tally', 'idempotency'
  ];
begin
  foreach name in array names loop
    if not exists (select from pg_dist_partition where logicalrelid = name::regclass) then
      perform create_distributed_table(name::regclass, 'district_id', colocate_with => case name when 'district' then 'default' else 'district' end);
    end if;
  end loop;
end
$$;
