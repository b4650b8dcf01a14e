-- Texts and distributions are PL/Python's where it is; elsewhere they stay as sql/ has them, with the same results.
-- Only a superuser makes functions in it: the script of a trusted extension is run as one.
do $saint$
begin
    if exists (select from pg_catalog.pg_language as l where l.lanname = 'plpython3u')
        and (select r.rolsuper from pg_catalog.pg_roles as r where r.rolname = current_user)
    then
# include: render.sql
# include: contact_bands.sql
# include: sales_bands.sql
# include: sales_distribution.sql
# include: percentages.sql
    end if;
end
$saint$;

