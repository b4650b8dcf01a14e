# The sources as the step from a released version: functions and views are replaced, tables stay, and of those only
# the comments and what pg_dump takes along are said again.
# A table is new if the released script (-v released=FILE) has none that is named as this one's file.
BEGIN {
    while ((got = (getline line < released)) > 0)
        if (match(line, /^create (unlogged )?table saint\.[a-z_]+/))
            there[substr(line, index(line, ".") + 1, RLENGTH - index(line, "."))]
    if (got < 0) {
        print "no file " released > "/dev/stderr"
        exit 1
    }
}
FNR == 1 {
    name = FILENAME
    gsub(/^.*\/|\.sql$/, "", name)
    stays = FILENAME ~ /\/tables\// && name in there
    said = 0
}
stays && /^(comment on |select pg_catalog\.pg_extension_config_dump)/ { said = 1 }
stays && !said { next }
stays && /;$/ { said = 0 }
{
    sub(/^create function /, "create or replace function ")
    sub(/^create view /, "create or replace view ")
}
