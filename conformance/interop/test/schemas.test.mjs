import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { test } from "node:test";
import { ajv, all, json, registry, validate, vocabulary } from "../src/schemas.mjs";

const recordings = new URL("../recordings/", import.meta.url);

for (const [file, schema] of all) {
  test(`${file} is a valid schema`, () => {
    assert(ajv.validateSchema(schema), ajv.errorsText());
    ajv.compile(schema);
  });
}

// `x-nullable` annotates members of bodies.
const ofActions = Object.keys(vocabulary).filter((keyword) => keyword !== "x-nullable");

test("the schema of every action has every keyword of the vocabulary", () => {
  for (const { schema } of registry.actions) {
    const keywords = Object.keys(all.get(schema)).filter((keyword) => keyword.startsWith("x-"));
    assert.deepEqual(keywords.sort(), ofActions.sort(), schema);
  }
});

test("message.json rejects exactly the recorded messages that are listed as malformed", async () => {
  const listed = [];
  for (const kind of ["requests", "responses"]) {
    for (const { flow, line } of await json(new URL(`bad-${kind}.json`, recordings))) listed.push(`${flow}, line ${line}`);
  }
  const refused = [];
  for (const file of (await readdir(recordings)).filter((file) => file.endsWith(".jsonl"))) {
    const lines = (await readFile(new URL(file, recordings), "utf8")).trimEnd().split("\n");
    lines.forEach((line, index) => {
      if (!validate(JSON.parse(line))) refused.push(`${basename(file, ".jsonl")}, line ${index + 1}`);
    });
  }
  assert.deepEqual(refused.sort(), listed.sort());
});
