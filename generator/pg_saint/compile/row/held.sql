-- {{ entity }}: the tables that it is computed from stay what they are until the transaction ends; an error where one of them
-- is not a table any more. Asked in a statement before each one that reads them with the rights of whoever applied.
create or replace function {{ name }}() returns boolean
language plpgsql volatile parallel safe as $saint$
begin
  lock table {{ tables }} in access share mode;
  -- who had renamed one of them meanwhile has committed
  return saint.only_tables(
    array[{{ names }}],
    array[{{ relations }}]
  );
end
$saint$;
