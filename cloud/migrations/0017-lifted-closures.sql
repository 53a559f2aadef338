-- Closures that were lifted: whoever was to come before was kept out all the same, and is no no-show.
create index closure_lifted on closure (district_id, venue_code, ended_at) where ended_at is not null;
