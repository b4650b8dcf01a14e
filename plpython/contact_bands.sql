create or replace function saint.contact_bands(totals bigint[], relations bigint[], method text)
returns table (band integer, color text, area text, relations bigint, lowest bigint, highest bigint)
language plpython3u immutable parallel safe rows 6
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
# include: contact_bands.py
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
try:
    return SD["module"]["contact_bands"](totals or [], relations or [], method)
except ValueError as error:
    plpy.error(str(error), sqlstate="22023", hint="docs/attention.md says what the methods are.")
$python$;
