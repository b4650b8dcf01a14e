create function saint.percentages(amounts numeric[]) returns numeric[]
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
comment on function saint.percentages(numeric[]) is
    'Internal: the percentage of each amount in their sum, with one decimal, such that they add up to 100.0';
