import { readdir, readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";

const schemas = new URL("../../../schemas/", import.meta.url);
export const json = async (file) => JSON.parse(await readFile(file, "utf8"));

/** The schemas by file name. */
export const all = new Map();
for (const file of (await readdir(schemas, { recursive: true })).sort()) {
  if (file.endsWith(".json")) all.set(file, await json(new URL(file, schemas)));
}
export const registry = all.get("actions.json");
all.delete("actions.json");
all.delete("element_call.json"); // data, like the registry

// Strict mode rejects unknown keywords and formats, and keywords that do not apply to the type.
export const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, strictRequired: true });
export const vocabulary = all.get("vocabulary.json").properties;
for (const [keyword, metaSchema] of Object.entries(vocabulary)) ajv.addKeyword({ keyword, metaSchema });

/** Validates a message of either side. */
export const validate = ajv.compile(all.get("message.json"));
