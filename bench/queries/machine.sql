-- The settings that decide; what they are, not what was asked for.
select name, current_setting(name)
from unnest(array[
  'server_version', 'shared_buffers', 'work_mem', 'maintenance_work_mem', 'fsync', 'synchronous_commit', 'full_page_writes',
  'jit', 'autovacuum', 'max_wal_size', 'checkpoint_timeout', 'random_page_cost', 'max_parallel_workers_per_gather'
]) with ordinality as s (name, place)
order by place;
