import assert from "node:assert/strict";
import { test } from "node:test";

import { addScalarToken, addWidgetParameters, mayReceiveScalarToken, widgetParameters } from "matrix-widget-protocol";

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

test("addScalarToken sets the token", () => {
  assert.equal(addScalarToken(token.written.url, token.written.token), token.written.written);
  assert.throws(() => addScalarToken("javascript:alert(1)", "token"), TypeError);
});

test("mayReceiveScalarToken compares templates as in the vectors", () => {
  for (const [templates, expected] of [
    [token.below, true],
    [token.elsewhere, false],
  ]) {
    for (const template of templates) {
      assert.equal(mayReceiveScalarToken(template, token.integration_urls), expected, template);
      assert.equal(mayReceiveScalarToken(template, []), false, template);
    }
  }
});
