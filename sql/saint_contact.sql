-- Roles belong to the whole cluster: the second database finds it there, two at once may race for it.
do $$
begin
    create role saint_contact nologin;
    comment on role saint_contact is 'pg_saint: sees what is confidential: contact, such as the titles of contacts';
exception
    when duplicate_object or unique_violation then
        null;
end
$$;

