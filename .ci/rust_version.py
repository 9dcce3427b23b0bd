"""Checks that no dependency needs a newer Rust than the workspace. Reads the output of `cargo metadata`."""

import json
import sys


def numbers(version):
    parts = [int(part) for part in (version or "0").split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


metadata = json.load(sys.stdin)
members = set(metadata["workspace_members"])
promised = min(numbers(package["rust_version"]) for package in metadata["packages"] if package["id"] in members)
newer = [package["id"] for package in metadata["packages"] if numbers(package["rust_version"]) > promised]
sys.exit("error: these packages need a newer Rust version:\n" + "\n".join(newer) if newer else 0)
