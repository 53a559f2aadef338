-- What an organisation (驻区单位) books is its own: whoever is its contact now sees, moves, cancels and rates it. `person` is the
-- organisation then, so that limits are counted by it.
alter table booking add column organisation_id uuid;
create index booking_organisation on booking (district_id, organisation_id, starts_at, id) where organisation_id is not null;
