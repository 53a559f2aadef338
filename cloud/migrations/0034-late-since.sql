-- Since when a request is late, though what is promised now is not: accepted too late, or over before it was worked on again.
alter table request add column late_since timestamptz;
