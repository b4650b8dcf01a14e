-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    -- Who may create none may not try to.
    if pg_catalog.to_regrole('saint_contact') is null then
        create role saint_contact nologin;
        comment on role saint_contact is 'pg_saint: sees what is confidential: contact, such as the titles of contacts';
    end if;
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

