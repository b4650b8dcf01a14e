comment on view saint_data.company_gmbh_stale is 'Internal: the records whose stored row does not speak for itself; one may come several times (several_schemas.yaml:6)';
comment on column saint_data.company_gmbh_stale.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';

comment on view saint.company_gmbh_counter is 'company_gmbh: one row per record, one column per counter. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_counter.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_counter.activities is 'count(activity) filter (where past(period1)) (several_schemas.yaml:19)';

comment on view saint.company_gmbh_status is 'company_gmbh: one row per active status of a record. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_status.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_status.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_gmbh_status.name is 'The status''s name in the default language';
comment on column saint.company_gmbh_status.rank is 'Rank of the status: the lowest is the first to be shown';
comment on column saint.company_gmbh_status.visual is 'Whether the status shows an image';
comment on column saint.company_gmbh_status.since is 'When the record got the status; of a change that no tick has stored yet: now';

comment on view saint.company_gmbh_watermark is 'company_gmbh: one row per record that shows an image. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_watermark.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_watermark.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_gmbh_watermark.name is 'The status''s name in the default language';
comment on column saint.company_gmbh_watermark.image is 'The image to show, as bytes: of the visual status with the lowest rank';
comment on column saint.company_gmbh_watermark.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_gmbh_watermark.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.company_gmbh_card is 'company_gmbh: one row per record, made to be joined: its statuses. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_card.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_card.statuses is 'The names of the record''s statuses, by rank; empty where it has none';
comment on column saint.company_gmbh_card.status is 'The first of them, which has the lowest rank; NULL: it has none';
comment on column saint.company_gmbh_card.name is 'Its name in the default language';
comment on column saint.company_gmbh_card.rank is 'Its rank';
comment on column saint.company_gmbh_card.since is 'When the record got it; of a change that no tick has stored yet: now';
comment on column saint.company_gmbh_card.visual is 'Whether it shows an image';
comment on column saint.company_gmbh_card.image is 'The image to show, as bytes: of the first of its statuses that shows one';
comment on column saint.company_gmbh_card.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_gmbh_card.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.selection_to_call_gmbh is 'company_gmbh: To call: status(''quiet''). Exact at every read. (several_schemas.yaml:24)';
comment on column saint.selection_to_call_gmbh.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.selection_to_call_gmbh.owner is 'owner of the company_gmbh (several_schemas.yaml:24)';

comment on view saint.company_gmbh_statusvalue is 'company_gmbh: one row per active status of a record, with the names of both. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_statusvalue.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_statusvalue.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_gmbh_statusvalue.since is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_gmbh_statusvalue.name is 'The status''s name in the default language';
comment on column saint.company_gmbh_statusvalue.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_gmbh_status_history is 'company_gmbh: which record got or lost which status when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_status_history.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_status_history.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_gmbh_status_history.active is 'True: it got the status. False: it lost it';
comment on column saint.company_gmbh_status_history.changed_at is 'When the record got or lost the status; of a change that no tick has stored yet: now';
comment on column saint.company_gmbh_status_history.change is 'Number of the change, in the order in which they were stored; NULL: not stored yet';
comment on column saint.company_gmbh_status_history.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_gmbh_status_period is 'company_gmbh: which record had which status from when to when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_gmbh_status_period.id is 'Key of the company_gmbh, as "Beta GmbH".company has it';
comment on column saint.company_gmbh_status_period.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_gmbh_status_period.began_at is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_gmbh_status_period.ended_at is 'When it lost it; NULL while it has it';
comment on column saint.company_gmbh_status_period.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint_data.company_acme_stale is 'Internal: the records whose stored row does not speak for itself; one may come several times (several_schemas.yaml:6)';
comment on column saint_data.company_acme_stale.id is 'Key of the company_acme, as tenant_acme.company has it';

comment on view saint.company_acme_counter is 'company_acme: one row per record, one column per counter. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_counter.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_counter.activities is 'count(activity) filter (where past(period1)) (several_schemas.yaml:19)';

comment on view saint.company_acme_status is 'company_acme: one row per active status of a record. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_status.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_status.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_acme_status.name is 'The status''s name in the default language';
comment on column saint.company_acme_status.rank is 'Rank of the status: the lowest is the first to be shown';
comment on column saint.company_acme_status.visual is 'Whether the status shows an image';
comment on column saint.company_acme_status.since is 'When the record got the status; of a change that no tick has stored yet: now';

comment on view saint.company_acme_watermark is 'company_acme: one row per record that shows an image. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_watermark.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_watermark.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_acme_watermark.name is 'The status''s name in the default language';
comment on column saint.company_acme_watermark.image is 'The image to show, as bytes: of the visual status with the lowest rank';
comment on column saint.company_acme_watermark.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_acme_watermark.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.company_acme_card is 'company_acme: one row per record, made to be joined: its statuses. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_card.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_card.statuses is 'The names of the record''s statuses, by rank; empty where it has none';
comment on column saint.company_acme_card.status is 'The first of them, which has the lowest rank; NULL: it has none';
comment on column saint.company_acme_card.name is 'Its name in the default language';
comment on column saint.company_acme_card.rank is 'Its rank';
comment on column saint.company_acme_card.since is 'When the record got it; of a change that no tick has stored yet: now';
comment on column saint.company_acme_card.visual is 'Whether it shows an image';
comment on column saint.company_acme_card.image is 'The image to show, as bytes: of the first of its statuses that shows one';
comment on column saint.company_acme_card.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_acme_card.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.selection_to_call_acme is 'company_acme: To call: status(''quiet''). Exact at every read. (several_schemas.yaml:24)';
comment on column saint.selection_to_call_acme.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.selection_to_call_acme.owner is 'owner of the company_acme (several_schemas.yaml:24)';

comment on view saint.company_acme_statusvalue is 'company_acme: one row per active status of a record, with the names of both. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_statusvalue.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_statusvalue.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_acme_statusvalue.since is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_acme_statusvalue.name is 'The status''s name in the default language';
comment on column saint.company_acme_statusvalue.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_acme_status_history is 'company_acme: which record got or lost which status when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_status_history.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_status_history.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_acme_status_history.active is 'True: it got the status. False: it lost it';
comment on column saint.company_acme_status_history.changed_at is 'When the record got or lost the status; of a change that no tick has stored yet: now';
comment on column saint.company_acme_status_history.change is 'Number of the change, in the order in which they were stored; NULL: not stored yet';
comment on column saint.company_acme_status_history.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_acme_status_period is 'company_acme: which record had which status from when to when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_acme_status_period.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_acme_status_period.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_acme_status_period.began_at is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_acme_status_period.ended_at is 'When it lost it; NULL while it has it';
comment on column saint.company_acme_status_period.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_counter is 'Of every schema, here as of company_acme: company_acme: one row per record, one column per counter. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_counter.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_counter.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_counter.activities is 'count(activity) filter (where past(period1)) (several_schemas.yaml:19)';

comment on view saint.company_status is 'Of every schema, here as of company_acme: company_acme: one row per active status of a record. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_status.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_status.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_status.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_status.name is 'The status''s name in the default language';
comment on column saint.company_status.rank is 'Rank of the status: the lowest is the first to be shown';
comment on column saint.company_status.visual is 'Whether the status shows an image';
comment on column saint.company_status.since is 'When the record got the status; of a change that no tick has stored yet: now';

comment on view saint.company_watermark is 'Of every schema, here as of company_acme: company_acme: one row per record that shows an image. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_watermark.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_watermark.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_watermark.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_watermark.name is 'The status''s name in the default language';
comment on column saint.company_watermark.image is 'The image to show, as bytes: of the visual status with the lowest rank';
comment on column saint.company_watermark.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_watermark.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.company_card is 'Of every schema, here as of company_acme: company_acme: one row per record, made to be joined: its statuses. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_card.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_card.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_card.statuses is 'The names of the record''s statuses, by rank; empty where it has none';
comment on column saint.company_card.status is 'The first of them, which has the lowest rank; NULL: it has none';
comment on column saint.company_card.name is 'Its name in the default language';
comment on column saint.company_card.rank is 'Its rank';
comment on column saint.company_card.since is 'When the record got it; of a change that no tick has stored yet: now';
comment on column saint.company_card.visual is 'Whether it shows an image';
comment on column saint.company_card.image is 'The image to show, as bytes: of the first of its statuses that shows one';
comment on column saint.company_card.media_type is 'Media type of the image: image/svg+xml, image/png and so on';
comment on column saint.company_card.image_key is 'SHA-256 of the image, in hexadecimal: the same as long as the image is';

comment on view saint.company_statusvalue is 'Of every schema, here as of company_acme: company_acme: one row per active status of a record, with the names of both. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_statusvalue.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_statusvalue.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_statusvalue.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_statusvalue.since is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_statusvalue.name is 'The status''s name in the default language';
comment on column saint.company_statusvalue.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_status_history is 'Of every schema, here as of company_acme: company_acme: which record got or lost which status when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_status_history.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_status_history.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_status_history.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_status_history.active is 'True: it got the status. False: it lost it';
comment on column saint.company_status_history.changed_at is 'When the record got or lost the status; of a change that no tick has stored yet: now';
comment on column saint.company_status_history.change is 'Number of the change, in the order in which they were stored; NULL: not stored yet';
comment on column saint.company_status_history.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.company_status_period is 'Of every schema, here as of company_acme: company_acme: which record had which status from when to when, of the records that there are. Exact at every read. (several_schemas.yaml:6)';
comment on column saint.company_status_period.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.company_status_period.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.company_status_period.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.company_status_period.began_at is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.company_status_period.ended_at is 'When it lost it; NULL while it has it';
comment on column saint.company_status_period.record_name is 'The record''s name, read from the CRM where it is asked for; NULL: no name is mapped';

comment on view saint.selection_to_call is 'Of every schema, here as of company_acme: company_acme: To call: status(''quiet''). Exact at every read. (several_schemas.yaml:24)';
comment on column saint.selection_to_call.schema is 'The schema of the CRM''s tables that the record is in';
comment on column saint.selection_to_call.id is 'Key of the company_acme, as tenant_acme.company has it';
comment on column saint.selection_to_call.owner is 'owner of the company_acme (several_schemas.yaml:24)';

comment on view saint.statusvalue is 'One row per active status of a record of any entity. Exact at every read.';
comment on column saint.statusvalue.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.statusvalue.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.statusvalue.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.statusvalue.since is 'When the record got the status; of a change that no tick has stored yet: now';

comment on view saint.status_history is 'Which record got or lost which status when. Exact at every read.';
comment on column saint.status_history.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.status_history.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.status_history.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.status_history.active is 'True: it got the status. False: it lost it';
comment on column saint.status_history.changed_at is 'When the record got or lost the status; of a change that no tick has stored yet: now';
comment on column saint.status_history.change is 'Number of the change, in the order in which they were stored; NULL: not stored yet';

comment on view saint.status_period is 'Who had which status from when to when. Exact at every read.';
comment on column saint.status_period.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.status_period.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.status_period.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.status_period.began_at is 'When the record got the status; of a change that no tick has stored yet: now';
comment on column saint.status_period.ended_at is 'When it lost it; NULL while it has it';

comment on view saint.status_daily is 'How many records had a status on each day. Exact at every read.';
comment on column saint.status_daily.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.status_daily.status is 'The status, by the name that the definition gives it: a row of saint.statusdef';
comment on column saint.status_daily.day is 'The day, in the definition''s time zone';
comment on column saint.status_daily.records is 'How many records had the status at the end of the day; of today: have it now';
comment on column saint.status_daily.began is 'How many got it on that day';
comment on column saint.status_daily.ended is 'How many lost it on that day';

comment on view saint.statusdef is 'The statuses that are installed. Exact at every read.';
comment on column saint.statusdef.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.statusdef.status is 'The status, by the name that the definition gives it';
comment on column saint.statusdef.name is 'The status''s name in the default language';
comment on column saint.statusdef.criteria is 'The criteria, all of which must hold, as they were written';
comment on column saint.statusdef.rank is 'Rank of the status: the lowest is the first to be shown';
comment on column saint.statusdef.visual is 'Whether the status shows an image';
comment on column saint.statusdef.enabled is 'Whether records get it';
comment on column saint.statusdef.matches is 'How many records have it now: counted when asked for';
comment on column saint.statusdef.deleted is 'Kept for its history and its texts; no record has it';
comment on column saint.statusdef.groups is 'The user groups that it concerns; empty: everybody';
comment on column saint.statusdef.notify is 'Whether each change is announced on the channel saint_status';
comment on column saint.statusdef.exact_since is 'Since when its history is exact: when it was first computed as it is defined now';

comment on view saint.countervalue is 'One row per record and counter, in the shape of SAINT. Exact at every read.';
comment on column saint.countervalue.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.countervalue.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.countervalue.counter is 'The counter or the set of standard counters, by name';
comment on column saint.countervalue.total is 'Its number, or sum, over all time';
comment on column saint.countervalue.open is 'How many of those are not completed';
comment on column saint.countervalue.period1 is 'Number, or sum, in period 1 of the definition, counted back from today';
comment on column saint.countervalue.period2 is 'Number, or sum, in period 2 of the definition, counted back from today';
comment on column saint.countervalue.period3 is 'Number, or sum, in period 3 of the definition, counted back from today';
comment on column saint.countervalue.period4 is 'Number, or sum, in period 4 of the definition, counted back from today';
comment on column saint.countervalue.period5 is 'Number, or sum, in period 5 of the definition, counted back from today';
comment on column saint.countervalue.period6 is 'Number, or sum, in period 6 of the definition, counted back from today';
comment on column saint.countervalue.period7 is 'Number, or sum, in period 7 of the definition, counted back from today';
comment on column saint.countervalue.period8 is 'Number, or sum, in period 8 of the definition, counted back from today';
comment on column saint.countervalue.last is 'Date of the last one up to today';
comment on column saint.countervalue.last_completed is 'Date of the last completed one up to today';
comment on column saint.countervalue.last_open is 'Date of the last one up to today that is not completed';
comment on column saint.countervalue.next is 'Date of the first one after today';
comment on column saint.countervalue.open_period1 is 'How many in period 1 are not completed';
comment on column saint.countervalue.open_period2 is 'How many in period 2 are not completed';
comment on column saint.countervalue.open_period3 is 'How many in period 3 are not completed';
comment on column saint.countervalue.open_period4 is 'How many in period 4 are not completed';
comment on column saint.countervalue.open_period5 is 'How many in period 5 are not completed';
comment on column saint.countervalue.open_period6 is 'How many in period 6 are not completed';
comment on column saint.countervalue.open_period7 is 'How many in period 7 are not completed';
comment on column saint.countervalue.open_period8 is 'How many in period 8 are not completed';

comment on view saint.selection_member is 'Who is in which static selection. Exact at every read.';
comment on column saint.selection_member.entity is 'What the record is: company, person, project, as the definition calls it';
comment on column saint.selection_member.id is 'Key of the record, as text: of all entities in one column';
comment on column saint.selection_member.selection is 'Name of the static selection';
comment on column saint.selection_member.added_at is 'When it was added';

comment on view saint.selectiondef is 'The selections that there are. Exact at every read.';
comment on column saint.selectiondef.selection is 'Name of the selection: it is saint.selection_NAME, or in saint.selection_member';
comment on column saint.selectiondef.entity is 'What its records are';
comment on column saint.selectiondef.name is 'Its name in the default language';
comment on column saint.selectiondef.kind is 'dynamic: exact at every read; materialized: as of its last refresh; static: people add the records';
comment on column saint.selectiondef.criteria is 'The criteria, all of which must hold, as they were written';
comment on column saint.selectiondef.columns is 'What it shows beside the id';
comment on column saint.selectiondef.matches is 'How many records are in it now: counted when asked for';
comment on column saint.selectiondef.declared is 'Whether the definition names it; else people made it';
comment on column saint.selectiondef.max_age is 'Of a materialized one: when it is older, a tick refreshes it';
comment on column saint.selectiondef.refreshed_at is 'Of a materialized one: when it was last refreshed';
