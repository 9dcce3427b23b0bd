import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}/target`;

for (const role of ["host", "widget"]) {
  test(`the ${role} of the package differs from the scenarios as the baseline says`, () => {
    const baseline = `conformance/baselines/matrix-widget-api-${role}.json`;
    const adapter = ["--", "node", `conformance/adapters/npm-${role}.mjs`];
    const run = spawnSync(`${target}/debug/matrix-widget`, ["conform", role, "--baseline", baseline, ...adapter], {
      cwd: root,
      encoding: "utf8",
    });
    assert.equal(run.stderr, "");
    assert.equal(run.status, 0);
  });
}
