import assert from "node:assert/strict";
import { test } from "node:test";

import { fillUrl } from "matrix-widget-protocol";

import { json } from "./material.mjs";

const { cases } = json("crates/matrix-widget-protocol/tests/fixtures/url_templates.json");

const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

for (const { case: name, template, variables, data, url } of cases) {
  test(`fillUrl: ${name}`, () => {
    const given = Object.entries(variables ?? { user_id: "@alice:example.org" }).map(([name, value]) => [camelCase(name), value]);
    const fill = () => fillUrl(template, "my widget", Object.fromEntries(given), data);
    if (url === null) assert.throws(fill, TypeError);
    else assert.equal(fill(), url);
  });
}

test("fillUrl replaces lone surrogates", () => {
  const url = fillUrl("https://example.org/?$x", "w", { userId: "@alice:example.org" }, { x: "a\ud800b" });
  assert.equal(url, "https://example.org/?a%EF%BF%BDb");
});
