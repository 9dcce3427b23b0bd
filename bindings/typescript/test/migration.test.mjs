import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as reference from "matrix-widget-api";
import * as api from "matrix-widget-protocol";

const page = readFileSync(new URL("../../../docs/from-matrix-widget-api.md", import.meta.url), "utf8");

/** The methods of a class that its users call or override. */
function methodsOf({ prototype }) {
  const methods = Object.getOwnPropertyNames(prototype).filter((name) => typeof Object.getOwnPropertyDescriptor(prototype, name).value === "function");
  // Private methods are not declared with parameters.
  const source = readFileSync(declarations(prototype.constructor.name), "utf8");
  return methods.filter((name) => new RegExp(`^ {4}${name}[(<]`, "m").test(source));
}

const folders = { WidgetDriver: "driver/" };

function declarations(name) {
  return new URL(`../node_modules/matrix-widget-api/lib/${folders[name] ?? ""}${name}.d.ts`, import.meta.url);
}

for (const name of ["WidgetApi", "ClientWidgetApi", "WidgetDriver"]) {
  test(`the page for users of matrix-widget-api lists each method of ${name}`, () => {
    const missing = methodsOf(reference[name]).filter((method) => method !== "constructor" && !page.includes(`\`${method}(`) && !page.includes(`, ${method}(`));
    assert.deepEqual(missing, []);
  });
}

test("the functions, actions and capabilities on the page for users of matrix-widget-api exist", () => {
  for (const [, name] of page.matchAll(/`(\w+Capability)\(/g)) {
    if (!name.startsWith("has") && !name.startsWith("request")) assert.equal(typeof api[name], "function", name);
  }
  for (const [, capability] of page.matchAll(/the capability `([^`]+)`/g)) {
    assert.equal(api.parseCapability(capability, "msc2762").kind, "flag", capability);
  }
  for (const [, action] of page.matchAll(/\.request\("([^"]+)"/g)) {
    const known = api.actionInfo("fromWidget", action) ?? api.actionInfo("toWidget", action);
    assert.notEqual(known, undefined, action);
  }
});
