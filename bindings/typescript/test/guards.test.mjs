import assert from "node:assert/strict";
import { test } from "node:test";

import {
  actionInfo,
  isAction,
  isErrorResponse,
  isForClient,
  isForWidget,
  isKnown,
  isMsc4412Message,
  isRequest,
  isResponse,
  isWidgetMessage,
  readMessage,
} from "matrix-widget-protocol";

import { actions, recordings } from "./material.mjs";

const message = { api: "fromWidget", widgetId: "widget", requestId: "request", action: "content_loaded", data: {} };

test("isForWidget and isForClient distinguish the receiver", () => {
  for (const [api, response, forWidget] of [
    ["fromWidget", undefined, false],
    ["fromWidget", {}, true],
    ["toWidget", undefined, true],
    ["toWidget", null, true],
    ["toWidget", {}, false],
  ]) {
    assert.equal(isForWidget({ ...message, api, response }), forWidget);
    assert.equal(isForClient({ ...message, api, response }), !forWidget);
  }
});

test("isMsc4412Message recognizes messages of MSC4412 only", () => {
  const header = { source: "widget", action: "content_loaded", requestId: "1" };
  for (const value of [header, { ...header, version: "v1", request: {} }, { ...header, source: "host", api: null }]) {
    assert.equal(isMsc4412Message(value), true, JSON.stringify(value));
    assert.equal(isWidgetMessage(value), false, JSON.stringify(value));
  }
  for (const value of [null, message, { ...header, api: "fromWidget" }, { ...header, source: "devtools" }, { ...header, action: 5 }]) {
    assert.equal(isMsc4412Message(value), false, JSON.stringify(value));
  }
});

test("isWidgetMessage accepts widget messages and rejects other values", () => {
  const { api, widgetId, requestId, action, data } = message;
  for (const value of [
    message,
    { ...message, api: "toWidget" },
    { ...message, action: "com.example.custom" },
    { ...message, visible: true },
    // Malformed data is answered with an error, so these are messages.
    { api, widgetId, requestId, action },
    { ...message, data: null },
    { ...message, data: 5 },
    { ...message, response: {} },
    { ...message, response: null },
    { ...message, response: undefined },
  ]) {
    assert.equal(isWidgetMessage(value), true, JSON.stringify(value));
  }
  for (const foreign of [
    undefined,
    null,
    5,
    "fromWidget",
    [],
    [message],
    {},
    JSON.stringify(message),
    { widgetId, requestId, action, data },
    { api, requestId, action, data },
    { api, widgetId, action, data },
    { api, widgetId, requestId, data },
    { ...message, api: "toClient" },
    { ...message, api: "FromWidget" },
    { ...message, api: ["fromWidget"] },
    { ...message, widgetId: "" },
    { ...message, widgetId: 5 },
    { ...message, requestId: "" },
    { ...message, requestId: null },
    { ...message, action: "" },
    { ...message, action: {} },
    ...[true, false, 0, 5, "", "text", []].map((response) => ({ ...message, response })),
  ]) {
    assert.equal(isWidgetMessage(foreign), false, JSON.stringify(foreign));
  }
});

test("isRequest and isResponse treat a null response as missing", () => {
  for (const [response, isAnswer] of [
    [undefined, false],
    [null, false],
    [{}, true],
    [{ error: { message: "no" } }, true],
  ]) {
    assert.equal(isRequest({ ...message, response }), !isAnswer);
    assert.equal(isResponse({ ...message, response }), isAnswer);
  }
  assert.equal(isRequest(message), true);
});

test("isErrorResponse requires an object with a string message", () => {
  for (const error of [
    { message: "no" },
    { message: "" },
    { message: "no", code: 5 },
    { message: "no", matrix_api_error: 5 },
  ]) {
    assert.equal(isErrorResponse({ error }), true, JSON.stringify(error));
    assert.equal(isErrorResponse({ capabilities: [], error }), true, JSON.stringify(error));
  }
  for (const body of [
    undefined,
    null,
    {},
    [],
    "error",
    { error: "no" },
    { error: null },
    { error: {} },
    { error: [] },
    { error: { message: 5 } },
    { message: "no" },
  ]) {
    assert.equal(isErrorResponse(body), false, JSON.stringify(body));
  }
});

test("readMessage accepts `requestid` and keeps it", () => {
  const { requestId, ...rest } = message;
  assert.deepEqual(readMessage({ ...rest, requestid: "other" }), { ...rest, requestid: "other", requestId: "other" });
  assert.equal(readMessage(message), message);
  assert.deepEqual(readMessage({ ...message, requestid: "other" }).requestId, "request");
  for (const foreign of [
    rest,
    { ...rest, requestid: "" },
    { ...rest, requestid: 5 },
    { ...message, requestId: 5, requestid: "other" },
    null,
  ]) {
    assert.equal(readMessage(foreign), undefined);
  }
});

test("isKnown and isAction accept both names of an action, in its direction only", () => {
  for (const { direction: api, names } of actions) {
    for (const action of names) {
      assert.equal(isKnown({ ...message, api, action }), true, `${api} ${action}`);
      for (const name of names)
        assert.equal(isAction({ ...message, api, action }, api, name), true, `${api} ${action}`);
      for (const other of actions.filter((other) => other.direction !== api || other.names !== names)) {
        assert.equal(isAction({ ...message, api, action }, other.direction, other.names[0]), false, `${api} ${action}`);
      }
    }
  }
  for (const action of ["com.example.custom", "Navigate", "navigate ", "toString", "__proto__", "constructor"]) {
    assert.equal(isKnown({ ...message, action }), false, action);
    assert.equal(isAction({ ...message, action }, "fromWidget", "navigate"), false, action);
    assert.equal(actionInfo("fromWidget", action), undefined, action);
  }
  assert.equal(isKnown({ ...message, api: "toWidget", action: "navigate" }), false);
});

test("isAction rejects names that are unknown in the direction", () => {
  for (const name of ["screenshot", "com.example.custom", "navigat", "toString"]) {
    for (const action of ["com.example.custom", "navigate", name]) {
      assert.equal(isAction({ ...message, action }, "fromWidget", name), false, `${action} as ${name}`);
    }
  }
});

test("actionInfo finds every action by each of its names", () => {
  for (const { direction, names } of actions) {
    for (const name of names) {
      const info = actionInfo(direction, name);
      assert.equal(info.direction, direction);
      assert.deepEqual([info.name, ...(info.stable_name === null ? [] : [info.stable_name])], names);
    }
  }
});

test("isWidgetMessage accepts every recorded message whose response is missing, null or an object", () => {
  assert.ok(recordings.length > 1000);
  for (const { message, fault } of recordings) {
    assert.equal(isWidgetMessage(message), !fault?.startsWith("response is"), JSON.stringify(message));
    if (isWidgetMessage(message))
      assert.equal(isResponse(message), (message.response ?? null) !== null, JSON.stringify(message));
  }
});
