import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

const schemas = new URL("../../../schemas/", import.meta.url);
const recordings = new URL("../recordings/", import.meta.url);
const json = async (file) => JSON.parse(await readFile(file, "utf8"));

const all = new Map();
for (const file of (await readdir(schemas, { recursive: true })).sort()) {
  if (file.endsWith(".json")) all.set(file, await json(new URL(file, schemas)));
}
const registry = all.get("actions.json");
all.delete("actions.json");
all.delete("element_call.json"); // data, like the registry

// Strict mode rejects unknown keywords and formats, and keywords that do not apply to the type.
const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true });
const vocabulary = all.get("vocabulary.json").properties;
for (const [keyword, metaSchema] of Object.entries(vocabulary)) ajv.addKeyword({ keyword, metaSchema });

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
  const validate = ajv.compile(all.get("message.json"));
  const refused = [];
  for (const file of (await readdir(recordings)).filter((file) => file.endsWith(".jsonl"))) {
    const lines = (await readFile(new URL(file, recordings), "utf8")).trimEnd().split("\n");
    lines.forEach((line, index) => {
      if (!validate(JSON.parse(line))) refused.push(`${basename(file, ".jsonl")}, line ${index + 1}`);
    });
  }
  assert.deepEqual(refused.sort(), listed.sort());
});
