# Puts a module of plpython/ where a line says "# include: module.py".
/^# include: / {
    file = folder "/" $3
    while ((got = (getline line < file)) > 0)
        print line
    if (got < 0) {
        print "no file " file > "/dev/stderr"
        exit 1
    }
    close(file)
    next
}
{ print }
