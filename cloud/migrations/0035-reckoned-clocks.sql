-- By which calendar a clock's end was reckoned: the last year whose holidays were published then; null for versions up to 0.3.0, which knew
-- no statutory holidays of later years.
alter table clock add column reckoned_to integer;
