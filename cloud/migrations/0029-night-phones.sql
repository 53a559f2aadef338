-- Who is called at night (值班电话) in an area, and in those below it that have none of their own. Null where nobody is.
alter table area add column night_phone text;
