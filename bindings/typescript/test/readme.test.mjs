import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as api from "matrix-widget-protocol";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the examples in the READMEs equal the compiled files", () => {
  for (const [readme, examples] of [
    [
      "../README.md",
      [
        "readme/widget.ts",
        "readme/host.ts",
        "readme/messages.ts",
        "readme/checks.ts",
        "readme/capabilities.ts",
        "readme/parameters.ts",
        "readme/elementCall.ts",
        "readme/transport.ts",
      ],
    ],
    ["../../../README.md", ["readme/repository.ts"]],
  ]) {
    const blocks = [...read(readme).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
    assert.deepEqual(blocks, examples.map(read), readme);
  }
});

test("the capability example in the README states its results correctly", () => {
  let count = 0;
  const checked = read("readme/capabilities.ts")
    .replace(/^import .*$/m, "")
    .replace(/^(const (\w+) = )?(.*);\s\/\/ (.*)$/gm, (_, declaration, name, result, expected) => {
      count += 1;
      return declaration === undefined
        ? `equal(${result}, ${expected});`
        : `${declaration}${result}; equal(${name}, ${expected});`;
    });
  assert.equal(count, 6);
  new Function("equal", ...Object.keys(api), checked)(assert.deepEqual, ...Object.values(api));
});
