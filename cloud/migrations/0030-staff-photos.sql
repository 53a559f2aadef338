-- The photo a member of a grid team shows of themselves on the grid's card: a file they uploaded, which `staff:<code>` holds.
alter table staff add column photo_id uuid;
