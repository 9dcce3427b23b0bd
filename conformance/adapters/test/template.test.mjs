import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { conform } from "../kit.mjs";

/** Scenarios that the example in the template passes. */
const PASSED = {
  host: ["negotiates-at-content-loaded", "refused-capability-is-not-granted", "unanswered-call-fails"],
  widget: ["content-loaded-is-sent-once", "answers-of-the-application-are-passed-on", "failing-handler-is-an-error"],
};

for (const [role, scenarios] of Object.entries(PASSED)) {
  for (const scenario of scenarios) {
    test(`template passes ${scenario}`, () => {
      const run = conform(role, "template", ["--scenario", scenario]);
      assert.equal(run.stdout, `passed   ${scenario}\ntemplate 0.0.0: 1 passed, 0 skipped, 0 failed\n`);
    });
  }
}

test("template introduces itself and knows what is unsupported", () => {
  const commands = [
    { n: 1, do: "hello" },
    { n: 2, do: "create", widgetId: "w", ask: [] },
    { n: 3, do: "somethingNew" },
    { n: 4, do: "call", id: 1, name: "somethingNew", args: {} },
  ];
  const template = fileURLToPath(new URL("../template.mjs", import.meta.url));
  const input = commands.map((command) => `${JSON.stringify(command)}\n`).join("");
  const { stdout } = spawnSync(process.execPath, [template, "widget"], { input, encoding: "utf8" });
  assert.deepEqual(
    stdout.trim().split("\n").map((line) => JSON.parse(line)),
    [
      { hello: { role: "widget", name: "template", version: "0.0.0" } },
      { done: 1 },
      { done: 2 },
      { done: 3, unsupported: true },
      { done: 4, unsupported: true },
    ],
  );
});
