-- Whether whoever waits when a closure begins is called off, as was chosen when it was entered. Of closures entered before nobody asked:
-- those who wait are told to wait for the windows, as then.
alter table closure add column calls_off boolean not null default false;
