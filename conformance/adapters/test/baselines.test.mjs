import assert from "node:assert/strict";
import { test } from "node:test";
import { conform } from "../kit.mjs";

const ADAPTERS = [
  ["host", "npm-host", "matrix-widget-api-host"],
  ["widget", "npm-widget", "matrix-widget-api-widget"],
  ["widget", "nordeck-widget", "nordeck-widget"],
];

for (const [role, adapter, baseline] of ADAPTERS) {
  test(`${adapter} differs from the scenarios as the baseline says`, () => {
    const run = conform(role, adapter, ["--baseline", `conformance/baselines/${baseline}.json`]);
    assert.equal(run.stderr, "");
    assert.equal(run.status, 0);
  });
}
