import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { bundle } from "./bundle.mjs";
import { packedFiles, root, run, tarball } from "./packed.mjs";

test("the package contains only the expected files", () => {
  const modules = readdirSync(join(root, "src"), { recursive: true }).filter((file) => file.endsWith(".ts"));
  const compiled = modules.flatMap((file) =>
    [".js", ".d.ts"].map((ending) => `dist/${file.slice(0, -".ts".length)}${ending}`),
  );
  const schemas = readdirSync(join(root, "../../schemas"), { recursive: true }).filter((file) => file.endsWith(".json"));
  const copied = ["LICENSE-APACHE", "LICENSE-MIT", "docs/actions.md", ...schemas.map((file) => `schemas/${file}`)];
  const expected = [...compiled, ...copied, "README.md", "package.json"];
  assert.deepEqual(packedFiles.toSorted(), expected.toSorted());
});

test("publint reports no problems", () => {
  run("publint", "publint", ["run", tarball, "--strict"]);
});

test("arethetypeswrong reports no problems", () => {
  run("@arethetypeswrong/cli", "attw", [tarball, "--profile", "esm-only", "--no-emoji"]);
});

test("bundlers remove unused parts", async () => {
  const [registry, names, capabilities, checks, code] = [
    /stable_version/,
    /supported_api_versions/,
    /state_event:/,
    /slot_id/,
    /function|class|=>/,
  ];
  for (const [source, has, lacks] of [
    [`import "matrix-widget-protocol"; export default 1;`, [], [registry, names, capabilities, checks, code]],
    [`export { isWidgetMessage } from "matrix-widget-protocol";`, [code], [registry, names, capabilities]],
    [`export { isAction } from "matrix-widget-protocol";`, [code, names], [registry, capabilities, checks]],
    [`export { checkData } from "matrix-widget-protocol";`, [code, names, checks], [registry, capabilities]],
    [
      `export { NavigateRequest } from "matrix-widget-protocol/checks";`,
      [code, /uri/],
      [registry, names, capabilities, checks],
    ],
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
