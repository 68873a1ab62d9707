"""Validates exports with libraries of other projects: `python check.py FOLDER`."""

import csv
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

folder = Path(sys.argv[1])
names = sorted(path.name.removesuffix(".schema.json") for path in folder.glob("*.schema.json"))
assert names, "there are exports to check"


def read(name, ending):
    return json.loads((folder / f"{name}.{ending}").read_text("utf-8"))


def check(schema, instance, what):
    errors = [error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(instance)]
    assert not errors, (what, errors)


for name in names:
    schema, catalog, openapi = read(name, "schema.json"), read(name, "json"), read(name, "openapi.json")
    Draft202012Validator.check_schema(schema)
    check(schema, catalog, name)

    OpenAPIV31SpecValidator(openapi).validate()
    examples = 0
    for component, response in openapi["components"]["responses"].items():
        for content in response["content"].values():
            values = [content["example"]] if "example" in content else [one["value"] for one in content["examples"].values()]
            for value in values:
                check({**content["schema"], "components": openapi["components"]}, value, component)
                examples += 1

    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row, code in zip(rows, catalog["codes"], strict=True):
        cells = {cell: row[cell].removeprefix("'") for cell in ("id", "wire_code", "title", "message", "remediation")}
        assert cells == {cell: code[cell] for cell in cells}, (name, cells)
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values()), (name, row)

    types = read(name, "problem-types.json")["problem_types"]
    assert [one["code"] for one in types] == [code["wire_code"] for code in catalog["codes"]], name
    print(f"{name}: {len(rows)} codes, {examples} examples")
