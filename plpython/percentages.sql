create or replace function saint.percentages(amounts numeric[]) returns numeric[]
language plpython3u immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $python$
if "module" not in SD:
    module = {}
    exec(r'''
# include: percentages.py
'''.replace("\n\t", "\n"), module)
    SD["module"] = module
return SD["module"]["percentages"](amounts)
$python$;
