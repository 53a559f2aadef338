-- Indexes for lists that read a table through or sorted all of it (docs/indexes.md says which list each index serves).
-- Built in the migrations' transaction, where CONCURRENTLY cannot be: writers to a table wait while its index is built, readers do not.

-- 网格更正: open ones, then decided ones, each newest first; the old index had its last column the other way round.
create index grid_correction_waiting on grid_correction (district_id, created_at desc, id desc) where state = 'open';
create index grid_correction_decided on grid_correction (district_id, created_at desc, id desc) where state <> 'open';
drop index grid_correction_open;

-- Conversations to which a branch secretary has been called.
create index conversation_called on conversation (district_id, grid_code) where escalated = 2;

-- Open cases of a whole district by whose promise ends first; the expression is that of `dueInScope`, word for word.
create index request_due on request (district_id, (case when promise_paused then 'infinity' else coalesce(promised_at, 'infinity') end), id) where closed_at is null;

-- Notices of whoever reviews for many branches: those that wait, and all.
create index notice_review on notice (district_id, updated_at desc, id desc) where state = 'review';
create index notice_latest on notice (district_id, updated_at desc, id desc);

-- Ratings of every place of a district, for its supervisor.
create index booking_rating_latest on booking_rating (district_id, at desc, id desc);

-- Nothing reads by these: places are read all at once, and who had a grid before is kept but not listed.
drop index venue_area;
drop index handover_grid;
