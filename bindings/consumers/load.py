"""Loads every recorded message with the generated models, and dumps it again.

Takes the folder of the models, the folder of the recordings, and a file with the expected model of each message, or null
if it must be rejected. Prints the numbers of loaded and rejected messages, or the failures.
"""

import importlib
import json
import pathlib
import pkgutil
import sys

from pydantic import ValidationError

models, recordings, expected = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(models))
Message = importlib.import_module("message").Message
payloads = importlib.import_module("payloads")
for module in pkgutil.iter_modules(payloads.__path__, "payloads."):
    importlib.import_module(module.name)


def load(text: str) -> tuple[str | None, str]:
    """Returns the name of the model that loads a message, or None, and the dumped message."""
    try:
        message = Message.model_validate_json(text)
    except ValidationError:
        return None, text
    return type(message.root).__name__, message.model_dump_json(by_alias=True, exclude_unset=True)


def canonical(text: str) -> str:
    """Returns the canonical text of a JSON value."""
    return json.dumps(json.loads(text), sort_keys=True)


counts = {"loaded": 0, "refused": 0}
faults = []
for flow, expected_models in json.loads(expected.read_text("utf-8")).items():
    lines = (recordings / flow).read_text("utf-8").rstrip("\n").split("\n")
    for number, (line, expected_model) in enumerate(zip(lines, expected_models, strict=True), 1):
        model, dumped = load(line)
        counts["refused" if model is None else "loaded"] += 1
        if model != expected_model:
            faults.append(f"{flow}, line {number}: expected {expected_model}, found {model}")
        elif canonical(dumped) != canonical(line):
            faults.append(f"{flow}, line {number}: dumped as {dumped}")

if faults:
    sys.exit("\n".join(faults))
print(json.dumps(counts))
