select c.* from {counter_view} c where c.id = %(id)s::{key_type};
