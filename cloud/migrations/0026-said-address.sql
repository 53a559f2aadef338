-- The address a booker was last told: with the booking, by a move, or when the place moved. Null in bookings of earlier versions.
alter table booking add column said_address text;
