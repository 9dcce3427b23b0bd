import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}/target`;

const ADAPTERS = [
  ["host", "npm-host", "matrix-widget-api-host"],
  ["widget", "npm-widget", "matrix-widget-api-widget"],
  ["widget", "nordeck-widget", "nordeck-widget"],
];

for (const [role, adapter, baseline] of ADAPTERS) {
  test(`${adapter} differs from the scenarios as the baseline says`, () => {
    const known = ["--baseline", `conformance/baselines/${baseline}.json`];
    const command = ["conform", role, ...known, "--", "node", `conformance/adapters/${adapter}.mjs`];
    const run = spawnSync(`${target}/debug/matrix-widget`, command, { cwd: root, encoding: "utf8" });
    assert.equal(run.stderr, "");
    assert.equal(run.status, 0);
  });
}
