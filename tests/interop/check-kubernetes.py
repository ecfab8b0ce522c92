"""Checks Kubernetes objects on standard input against the schema that Kubernetes publishes, as Debian's python3-kubernetes
has it: unknown fields, wrong types, missing fields. Prints what is wrong, and the number of objects."""

import re
import sys

import yaml
from kubernetes.client import models

PRIMITIVES = {"str": str, "int": int, "bool": bool, "float": (int, float), "object": object}


def faults(value, kind, where):
    if each := re.fullmatch(r"list\[(.+)\]", kind):
        if not isinstance(value, list):
            return [f"{where}: no list"]
        return [f for at, item in enumerate(value) for f in faults(item, each[1], f"{where}[{at}]")]
    if each := re.fullmatch(r"dict\(str, (.+)\)", kind):
        if not isinstance(value, dict):
            return [f"{where}: no map"]
        return [f for key, item in value.items() for f in faults(item, each[1], f"{where}.{key}")]
    if kind in PRIMITIVES:
        fits = isinstance(value, PRIMITIVES[kind]) and not (kind == "int" and isinstance(value, bool))
        return [] if fits else [f"{where}: {value!r} is no {kind}"]
    model = getattr(models, kind, None)
    if model is None:
        return [f"{where}: {kind} is not in the schema"]
    if not isinstance(value, dict):
        return [f"{where}: no {kind}"]
    names = {name: field for field, name in model.attribute_map.items()}
    found = [f"{where}.{key}: unknown in {kind}" for key in value if key not in names]
    known = {key: item for key, item in value.items() if key in names}
    for key, item in known.items():
        found += faults(item, model.openapi_types[names[key]], f"{where}.{key}")
    try:
        model(**{names[key]: item for key, item in known.items()})
    except ValueError as fault:
        found.append(f"{where}: {fault}")
    return found


objects = [each for each in yaml.safe_load_all(sys.stdin) if each is not None]
for each in objects:
    name = f"{each['kind']} {each['metadata']['name']}"
    for fault in faults(each, "V1" + each["kind"], name):
        print(fault)
print(len(objects))
