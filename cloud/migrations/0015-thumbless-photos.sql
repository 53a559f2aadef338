-- Photos from before their thumbnail's digest was kept: every hour the API looks for those whose bytes it has not found yet, and reads nothing
-- else of a table that only grows.
create index file_thumbless on file (district_id, id) where kind = 'photo' and thumb_sha256 is null;
