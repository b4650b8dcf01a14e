select saint_first.was
from {{ table }} saint_first
where saint_first.source_key = {{ key }} and not saint_first.gone
  and not exists (
    select from {{ table }} saint_gone
    where saint_gone.source_key = {{ key }} and saint_gone.gone and saint_gone.change > saint_first.change)
order by saint_first.change
limit 1
