-- What somebody was told as staff ends with their role.
alter table inbox_item add column staff_code text;        -- the staff member it was sent to; null: the account itself
alter table inbox_item add column ended_at timestamptz;   -- when the role it was sent to ended; it is shown no more
