import assert from "node:assert/strict";
import { test } from "node:test";
import { conform } from "../kit.mjs";

// The npm package must be built.
test("typescript-widget passes all scenarios", () => {
  const run = conform("widget", "typescript-widget", []);
  assert.equal(run.stderr, "");
  assert.match(run.stdout, /\b\d+ passed, 0 skipped, 0 failed$/m);
});
