// Bundles code that imports the packed package, as an application does.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { rollup } from "rollup";
import { minify } from "terser";

import { dependency, folder } from "./packed.mjs";

const modules = {
  "matrix-widget-protocol": join(dependency, "dist/index.js"),
  "matrix-widget-protocol/checks": join(dependency, "dist/checks/index.js"),
  "matrix-widget-protocol/host": join(dependency, "dist/session/host/index.js"),
  "matrix-widget-protocol/transport": join(dependency, "dist/transport/index.js"),
  "matrix-widget-protocol/widget": join(dependency, "dist/session/widget/index.js"),
};
const resolve = { name: "resolve", resolveId: (id) => modules[id] ?? null };

/** Returns the bundle of a source text. */
export async function bundle(source) {
  const entry = join(folder, "entry.js");
  writeFileSync(entry, source);
  const built = await rollup({ input: entry, plugins: [resolve], onwarn: (warning) => assert.fail(warning.message) });
  const { output } = await built.generate({ format: "es" });
  await built.close();
  return output[0].code;
}

/** Returns the size of a bundle in KB (1000 bytes), minified and compressed with gzip. */
export async function size(source) {
  const { code } = await minify(await bundle(source), { module: true, compress: { passes: 2 } });
  return gzipSync(code, { level: 9 }).length / 1000;
}
