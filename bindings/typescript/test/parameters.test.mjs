import assert from "node:assert/strict";
import { test } from "node:test";

import { addWidgetParameters, widgetParameters, withScalarToken } from "matrix-widget-protocol";

import { json } from "./material.mjs";

const { read, write, token } = json("crates/matrix-widget-protocol/tests/fixtures/widget_parameters.json");

test("widgetParameters reads parameters as in the vectors", () => {
  for (const { case: name, url, parameters, origin, error } of read) {
    if (error !== undefined) {
      assert.throws(() => widgetParameters(url), { message: error }, name);
    } else if (parameters === null) {
      assert.equal(widgetParameters(url), undefined, name);
    } else {
      const [widgetId, parentUrl] = parameters;
      assert.deepEqual(widgetParameters(url), { widgetId, parentUrl, parentOrigin: origin ?? undefined }, name);
    }
  }
});

test("addWidgetParameters writes parameters as in the vectors", () => {
  for (const { case: name, url, widget_id, page, written } of write) {
    if (written === null) assert.throws(() => addWidgetParameters(url, widget_id, page), TypeError, name);
    else assert.equal(addWidgetParameters(url, widget_id, page), written, name);
  }
});

test("withScalarToken sets the token for templates as in the vectors", () => {
  const { url, token: secret, written } = token.written;
  for (const template of token.below) {
    assert.equal(withScalarToken(url, secret, template, token.integration_urls), written, template);
    assert.equal(withScalarToken(url, secret, template, []), undefined, template);
    assert.throws(() => withScalarToken("javascript:alert(1)", secret, template, token.integration_urls), TypeError);
  }
  for (const template of token.elsewhere) {
    assert.equal(withScalarToken(url, secret, template, token.integration_urls), undefined, template);
  }
});

test("errors do not show the URL", () => {
  for (const url of ["https://user:secret@", "javascript:secret()", "//host/secret"]) {
    assert.throws(() => addWidgetParameters(url, "w", "https://app.example.org/"), (error) => {
      assert.ok(error instanceof TypeError && !JSON.stringify({ ...error, text: String(error) }).includes("secret"));
      return true;
    });
  }
});
