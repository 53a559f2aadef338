-- What somebody was promised when they booked, and what they are still to be told.

alter table booking add column cancel_until timestamptz;   -- until when they may cancel themselves, as said at booking or moving; null: as the rules say
alter table booking add column to_call text;               -- what is to be said by phone to somebody without an account; null: nothing, or said
create index booking_to_call on booking (district_id, venue_code, starts_at) where to_call is not null;
alter table service add column calendar text;              -- digest of the holiday calendar its slots were made by
