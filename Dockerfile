# PostgreSQL with PL/Python and pg_saint in it, and the command saint. What BASE may be: docs/versions.md, "Containers".
ARG BASE=postgres:17-trixie
FROM ${BASE}

RUN apt-get update --quiet \
 && apt-get install --quiet --yes --no-install-recommends "postgresql-plpython3-$PG_MAJOR" python3-venv \
 && rm -rf /var/lib/apt/lists/*

COPY . /usr/src/pg_saint
RUN python3 -m venv /opt/pg_saint \
 && /opt/pg_saint/bin/pip install --quiet --no-cache-dir /usr/src/pg_saint \
 && ln -s /opt/pg_saint/bin/saint /usr/local/bin/saint \
 && saint install --pg-config "/usr/lib/postgresql/$PG_MAJOR/bin/pg_config"

# In the database that is made at the first start (POSTGRES_DB).
RUN echo 'create extension plpython3u; create extension pg_saint;' >/docker-entrypoint-initdb.d/pg_saint.sql
