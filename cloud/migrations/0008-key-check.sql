-- A value that only the data key in use can make, by district: another DATA_KEY is refused at the start instead of sealing what the right one
-- cannot open. The first start with this version fills it in, if the key opens what is sealed (cloud/platform/context/check-key.ts).
alter table district add column key_check text;
