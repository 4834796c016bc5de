"""Says what a JSON document, on standard input, has that its schema (draft 4) forbids; nothing where it is valid.

    check.py SCHEMA
"""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
errors = list(validator.iter_errors(json.load(sys.stdin)))
for error in errors:
    print("/" + "/".join(map(str, error.absolute_path)), error.message[:500])
sys.exit(1 if errors else 0)
