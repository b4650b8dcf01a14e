# Puts a file of plpython/ where a line says "# include: FILE", and in that file likewise.
function put(line,    file, got) {
    if (line !~ /^# include: /) {
        print line
        return
    }
    file = folder "/" substr(line, 12)
    while ((got = (getline line < file)) > 0)
        put(line)
    if (got < 0) {
        print "no file " file > "/dev/stderr"
        exit 1
    }
    close(file)
}
{ put($0) }
