import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { rollup } from "rollup";

import { dependency, folder, packedFiles, root, run, tarball } from "./packed.mjs";

test("the package contains only the expected files", () => {
  const modules = readdirSync(join(root, "src"), { recursive: true }).filter((file) => file.endsWith(".ts"));
  const compiled = modules.flatMap((file) =>
    [".js", ".d.ts"].map((ending) => `dist/${file.slice(0, -".ts".length)}${ending}`),
  );
  const expected = [...compiled, "LICENSE-APACHE", "LICENSE-MIT", "README.md", "package.json"];
  assert.deepEqual(packedFiles.toSorted(), expected.toSorted());
});

test("publint reports no problems", () => {
  run("publint", "publint", ["run", tarball, "--strict"]);
});

test("arethetypeswrong reports no problems", () => {
  run("@arethetypeswrong/cli", "attw", [tarball, "--profile", "esm-only", "--no-emoji"]);
});

test("bundlers remove unused parts", async () => {
  const bundle = async (source) => {
    const entry = join(folder, "entry.js");
    writeFileSync(entry, source);
    const resolve = {
      name: "resolve",
      resolveId: (id) => (id === "matrix-widget-protocol" ? join(dependency, "dist/index.js") : null),
    };
    const built = await rollup({ input: entry, plugins: [resolve], onwarn: (warning) => assert.fail(warning.message) });
    const { output } = await built.generate({ format: "es" });
    await built.close();
    return output[0].code;
  };
  const [registry, names, capabilities, code] = [
    /stable_version/,
    /supported_api_versions/,
    /state_event:/,
    /function|class|=>/,
  ];
  for (const [source, has, lacks] of [
    [`import "matrix-widget-protocol"; export default 1;`, [], [registry, names, capabilities, code]],
    [`export { isWidgetMessage } from "matrix-widget-protocol";`, [code], [registry, names, capabilities]],
    [`export { isAction } from "matrix-widget-protocol";`, [code, names], [registry, capabilities]],
    [`export { actionInfo } from "matrix-widget-protocol";`, [registry, names], []],
    [
      `export { parseCapability } from "matrix-widget-protocol";`,
      [capabilities],
      [registry, names, /class/, /printCapability/],
    ],
  ]) {
    const bundled = await bundle(source);
    for (const pattern of has) assert.match(bundled, pattern, source);
    for (const pattern of lacks) assert.doesNotMatch(bundled, pattern, source);
  }
});
