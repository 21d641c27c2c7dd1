#!/bin/sh
# Library:  ladybug 0.22.0 (Python), which continues the database Kùzu.
# Input:    a CSV file with a column of type STRING[]: the aliases of an entity,
#           one of which holds a comma, in quotes within the brackets.
# Expected: two aliases; within a list, quotes keep a comma from parting items,
#           as they do in the cells of the file.
# Seen:     the comma parts nothing, but the quotes stay in the alias, in double
#           and in single quotes alike: no spelling of the list gives the alias as
#           it is. Loading the column as text and calling string_split does.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ladybug==0.22.0

cat > read.py <<'PY'
import sys
import ladybug

connection = ladybug.Connection(ladybug.Database("graph"))
connection.execute("CREATE NODE TABLE Entity(id STRING, aliases STRING[], PRIMARY KEY(id))")

def loaded(id, aliases):
    with open("aliases.csv", "w", encoding="utf-8") as file:
        file.write('id,aliases\n"%s","%s"\n' % (id, aliases.replace('"', '""')))
    connection.execute("COPY Entity FROM 'aliases.csv' (header=true)")
    answer = connection.execute(f"MATCH (e:Entity) WHERE e.id = '{id}' RETURN e.aliases")
    return answer.get_next()[0]

plain = loaded("a", "[Hive,The Hive]")
double = loaded("b", '["Hive, Inc.",The Hive]')
single = loaded("c", "['Hive, Inc.',The Hive]")
print("without a comma:", plain)
print("double quotes:  ", double)
print("single quotes:  ", single)
same = plain == ["Hive", "The Hive"] and double == ['"Hive, Inc."', "The Hive"] and single == ["'Hive, Inc.'", "The Hive"]
sys.exit(0 if same else "the behaviour has changed")
PY
venv/bin/python read.py
