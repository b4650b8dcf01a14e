"""The words that have a syntax or a meaning of their own."""

from __future__ import annotations

# Words that cannot begin an operand: they belong to the syntax around it.
SYNTAX = frozenset((
    "and", "or", "in", "is", "like", "ilike", "similar", "between", "isnull", "notnull", "when", "then", "else", "end",
    "collate", "from", "where", "select",
))  # fmt: skip
QUERIES = ("select", "with", "values", "table")
# The arguments of these may have words between them.
SPELLED = {
    "position": ("in",),
    "substring": ("from", "for", "similar", "escape"),
    "overlay": ("placing", "from", "for"),
}
CLOCK = ("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp")
SESSION = ("current_user", "session_user", "current_role", "system_user", "current_catalog", "current_schema")
RANDOM = ("random", "gen_random_uuid", "random_normal")
# PostgreSQL's aggregates besides those that can be kept up to date.
OTHER_AGGREGATES = frozenset((
    "any_value", "array_agg", "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "every", "json_agg", "jsonb_agg",
    "json_object_agg", "jsonb_object_agg", "range_agg", "range_intersect_agg", "string_agg", "xmlagg", "corr",
    "covar_pop", "covar_samp", "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope",
    "regr_sxx", "regr_sxy", "regr_syy", "stddev", "stddev_pop", "stddev_samp", "var_pop", "var_samp", "variance",
    "mode", "percentile_cont", "percentile_disc",
))  # fmt: skip
INTERVAL_FIELDS = ("year", "month", "day", "hour", "minute", "second")
# After a number: past(3 months), today - 2 weeks.
LENGTHS = ("day", "days", "week", "weeks", "month", "months", "year", "years")
# Types of several words, or that can be followed by words.
TYPE_WORDS = {"double": ("precision",), "character": ("varying",), "bit": ("varying",), "char": ("varying",)}
