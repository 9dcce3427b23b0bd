import assert from "node:assert/strict";
import { test } from "node:test";
import { conform } from "../kit.mjs";

for (const role of ["host", "widget"]) {
  test(`the ${role} of bindings/typescript passes all scenarios`, () => {
    const run = conform(role, `typescript-${role}`, []);
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /, 0 skipped, 0 failed/);
  });
}
