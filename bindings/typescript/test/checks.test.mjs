import assert from "node:assert/strict";
import { test } from "node:test";

import { checkData, checkResponse, isEventId, isMatrixApiError, isUserId } from "matrix-widget-protocol";
import * as checks from "matrix-widget-protocol/checks";

import { actions, recordings } from "./material.mjs";

/** The bodies of all actions, each with the check under one name. */
const parts = actions.flatMap(({ direction, names, request, response }) =>
  names.flatMap((name) => [
    { place: `${direction} ${name}: data`, body: request, check: (value) => checkData(direction, name, value) },
    { place: `${direction} ${name}: response`, body: response, check: (value) => checkResponse(direction, name, value) },
  ]),
);

/** Returns a copy of a value that differs at the place of a JSON pointer. */
function changed(value, pointer, json) {
  const copy = structuredClone(value);
  const steps = pointer.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop();
  const owner = steps.reduce((inner, step) => inner[step], copy);
  if (json === "absent") delete owner[last];
  else owner[last] = JSON.parse(json);
  return copy;
}

test("the checks return the valid bodies of the fixtures", () => {
  for (const { place, body, check } of parts) {
    for (const value of [body.minimal, body.full, ...(body.others ?? [])]) {
      const checked = check(value);
      assert.equal(checked.error, undefined, place);
      assert.equal(checked.value, value, place);
      assert.equal(check({ ...value, "org.example.unknown": 5 }).error, undefined, place);
    }
  }
});

test("the checks return the errors of the fixtures", () => {
  let count = 0;
  for (const { place, body, check } of parts) {
    const members = Object.entries({ ...body.required, ...body.optional, ...body.nullable });
    for (const [pointer, errors] of members) {
      for (const [json, expected] of Object.entries(errors)) {
        assert.equal(check(changed(body.full, pointer, json)).error?.message, expected, `${place} ${pointer}: ${json}`);
        count += 1;
      }
    }
    for (const { body: value, error } of body.invalid ?? []) assert.equal(check(value).error?.message, error, place);
  }
  assert.ok(count > 550, `${count}`);
});

test("the checks accept exactly the recorded messages without a fault", () => {
  for (const { message, fault } of recordings) {
    const { api, action, data, response } = message;
    const checked = (response ?? null) === null ? checkData(api, action, data) : checkResponse(api, action, response);
    assert.equal(checked.error !== undefined, fault !== undefined, JSON.stringify(message));
  }
});

test("checkData reads missing data as an empty object", () => {
  for (const data of [undefined, null, {}]) {
    assert.deepEqual(checkData("fromWidget", "content_loaded", data), { value: {} });
    assert.deepEqual(checkData("fromWidget", "navigate", data), {
      error: { path: "data.uri", message: "data.uri: missing field" },
    });
    assert.deepEqual(checkData("fromWidget", "com.example.custom", data), { value: {} });
  }
});

test("checkResponse recognizes errors of every action", () => {
  const error = { error: { message: "no", matrix_api_error: 5 } };
  for (const { check, place } of parts.filter(({ place }) => place.endsWith("response"))) {
    assert.equal(check(error).value, error, place);
    for (const missing of [undefined, null]) assert.equal(check(missing).error?.message, "response: missing field", place);
  }
  assert.equal(
    checkResponse("toWidget", "capabilities", { error: { message: 5 } }).error?.message,
    "response.capabilities: missing field",
  );
});

test("a custom action may have any object as its data and its response", () => {
  for (const action of ["com.example.custom", "toString", "__proto__", "constructor", ""]) {
    for (const [check, name] of [[checkData, "data"], [checkResponse, "response"]]) {
      assert.deepEqual(check("fromWidget", action, { a: [1] }), { value: { a: [1] } });
      const error = { path: name, message: `${name}: expected an object, found an array` };
      assert.deepEqual(check("fromWidget", action, []), { error });
    }
  }
});

test("the checks of identifiers follow the rules of ruma", () => {
  const reason = (check, id) => check({ room_id: id, user_id: id, event_id: id }).error?.message.replace(/^[^:]*: /, "") ?? "valid";
  const [sigil, long, colon, server, characters] = [
    "leading sigil is incorrect or missing",
    "ID exceeds 255 bytes",
    "required colon is missing",
    "server name is not a valid IP address or domain name",
    "identifier contains invalid characters",
  ];
  for (const [id, expected] of [
    ["!room:example.org", "valid"],
    ["!opaque", "valid"],
    ["!", "valid"],
    [`!${"é".repeat(127)}`, "valid"],
    [`!${"é".repeat(127)}a`, long],
    ["", sigil],
    ["#room:example.org", sigil],
    ["!a\0b", characters],
    ["!\ud800", "lone surrogate in a string"],
  ]) {
    const found = reason(checks.CreateRoomResponse, id);
    assert.equal(found, expected === "valid" ? expected : `invalid room ID: ${expected}`, id);
  }
  const user = (id) => checks.ShareUsersRequest({ users: [{ user_id: id }], hint: "invite" }).error?.message ?? "valid";
  for (const [id, expected] of [
    ["@alice:example.org", "valid"],
    ["@:example.org:8448", "valid"],
    ["@alice:[::1]:8448", "valid"],
    ["@alice:1.2.3.4", "valid"],
    ["alice:example.org", sigil],
    ["@alice", colon],
    ["@alice:", server],
    ["@alice::8448", server],
    ["@alice:[::1", server],
    ["@alice:[1.2.3.4]", server],
    ["@alice:example.org:65536", server],
    ["@alice:exämple.org", server],
    ["@a\0:example.org", characters],
  ]) {
    assert.equal(isUserId(id), expected === "valid", id);
    assert.equal(user(id), expected === "valid" ? expected : `users[0].user_id: invalid user ID: ${expected}`, id);
  }
  for (const [id, isValid] of [
    ["$", true],
    ["$opaque", true],
    [`$${"a".repeat(300)}`, true],
    ["$event:example.org", true],
    [`$${"a".repeat(300)}:example.org`, false],
    ["$event:", false],
    ["event", false],
    ["", false],
  ]) {
    assert.equal(isEventId(id), isValid, id);
    assert.equal(checks.SendEventResponse({ room_id: "!r", event_id: id }).error === undefined, isValid, id);
  }
});

test("isMatrixApiError checks the cause of an error", () => {
  const cause = { http_status: 429, response: { errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 5 } };
  assert.equal(isMatrixApiError(cause), true);
  assert.equal(isMatrixApiError({ ...cause, http_headers: { "retry-after": "5" }, url: "" }), true);
  for (const value of [undefined, null, "429", {}, { ...cause, http_status: 70_000 }, { ...cause, response: "no" }]) {
    assert.equal(isMatrixApiError(value), false);
  }
});

test("integers are safe and may be written with a fraction of zero", () => {
  const limit = (limit) => checks.ReadEventsRequest({ type: "t", limit }).error?.message;
  for (const valid of [0, -0, 1, -1, 25.0, 2 ** 53 - 1, 1 - 2 ** 53, null, undefined]) assert.equal(limit(valid), undefined);
  for (const value of [2 ** 53, -(2 ** 53), 1e300, Infinity, -Infinity]) {
    assert.equal(limit(value), "limit: expected an integer, found an out-of-range number");
  }
  for (const value of [0.5, NaN]) assert.equal(limit(value), "limit: expected an integer, found a non-integer number");
  assert.equal(limit(5n), "limit: expected an integer, found a bigint");
});

test("members of prototypes do not count", () => {
  const inherited = Object.create({ uri: "https://example.org/" });
  assert.equal(checks.NavigateRequest(inherited).error?.message, "uri: missing field");
  class Request {
    get uri() {
      return "https://example.org/";
    }
  }
  assert.equal(checks.NavigateRequest(new Request()).error?.message, "uri: missing field");
  const hidden = Object.defineProperty({}, "uri", { value: "https://example.org/", enumerable: false });
  assert.equal(checks.NavigateRequest(hidden).error?.message, "uri: missing field");
  const own = JSON.parse('{"uri":"https://example.org/","__proto__":{"uri":5},"constructor":5,"toString":null}');
  assert.equal(checks.NavigateRequest(own).value, own);
  assert.equal(checks.NavigateRequest(JSON.parse('{"__proto__":{"uri":"https://example.org/"}}')).error?.path, "uri");
  const messages = JSON.parse('{"type":"t","messages":{"__proto__":{}}}');
  assert.match(checks.SendToDeviceRequest(messages).error?.message, /^messages.__proto__: invalid user ID: /);
});

test("values that JSON cannot express do not throw", () => {
  const cyclic = { uri: "https://example.org/" };
  cyclic.self = cyclic;
  assert.equal(checks.NavigateRequest(cyclic).value, cyclic);
  const throwing = { get uri() { throw new Error("no"); } };
  assert.deepEqual(checks.NavigateRequest(throwing, "data").error, { path: "data", message: "data: unreadable value" });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.equal(checkData("fromWidget", "navigate", proxy).error?.message, "data: unreadable value");
  for (const [value, found] of [
    [Symbol("s"), "a symbol"],
    [() => {}, "a function"],
    [new Map(), "an unsupported object"],
    [new Blob([]), "an unsupported object"],
    [new Uint8Array(1e6), "an unsupported object"],
    [new String("text"), "an unsupported object"],
    [new Date(), "an unsupported object"],
  ]) {
    assert.equal(checks.NavigateRequest(value).error?.message, `expected an object, found ${found}`);
  }
  assert.equal(checks.NavigateRequest(Object.assign(Object.create(null), { uri: "" })).error, undefined);
});

test("a file may be a Blob or binary data", () => {
  for (const file of [new Blob(["text"]), new Uint8Array(3), new ArrayBuffer(3), "text", null]) {
    assert.equal(checkData("fromWidget", "upload_file", { file }).error, undefined);
    assert.equal(checkResponse("fromWidget", "download_file", { file }).error, undefined);
    assert.equal(checkResponse("toWidget", "screenshot", { screenshot: file }).error, undefined);
  }
  assert.equal(checkData("fromWidget", "upload_file", { file: undefined }).error?.message, "data.file: missing field");
});

test("strings and names that are used must be well-formed", () => {
  const lone = "\ud800";
  const path = "\ufffd\ufffd\ufffd";
  for (const [checked, expected] of [
    [checks.NavigateRequest({ uri: lone }), "uri: lone surrogate in a string"],
    [checks.ReadEventsRequest({ type: "t", room_ids: lone }), "room_ids: lone surrogate in a string"],
    [checks.SendToDeviceRequest({ type: "t", messages: { [lone]: {} } }), `messages.${path}: invalid user ID: lone surrogate in a name`],
    [checks.RtcTransports({ rtc_transports: [{ type: "t", [lone]: 5 }] }), `rtc_transports[0].${path}: lone surrogate in a name`],
    [checks.NavigateRequest({ uri: "", [lone]: lone }), undefined],
    [checks.UploadFileRequest({ file: lone }), undefined],
  ]) {
    assert.equal(checked.error?.message, expected);
  }
});

test("errors escape and truncate names", () => {
  for (const [name, expected] of [
    ["a b", "a b"],
    ["a\nb\r\t\0", "a\\nb\\r\\t\\u{0}"],
    ["\u202egpj", "\\u{202e}gpj"],
    ["\u2028\u2029\u0085\u00a0", "\\u{2028}\\u{2029}\\u{85}\\u{a0}"],
    ["\u115f\u1160\u3164\uffa0\u2800\u{1d159}", "\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}\\u{2800}\\u{1d159}"],
    ["a\u034f\ufe0f\u{e0061}\u17b4", "a\\u{34f}\\u{fe0f}\\u{e0061}\\u{17b4}"],
    ["\"q\" 'q' \\ é€🦀日本語مرحبا", "\"q\" 'q' \\ é€🦀日本語مرحبا"],
    ["é".repeat(1000), "é".repeat(1000)],
    [`${"🦀".repeat(1000)}x`, `${"🦀".repeat(1000)}…`],
  ]) {
    const error = checks.MatrixApiError({ http_status: 400, response: {}, http_headers: { [name]: 5 } }).error;
    assert.equal(error?.path, `http_headers.${expected}`);
  }
});

test("a check reads each member and each item once", () => {
  let reads = 0;
  const counted = (value) => new Proxy(value, { get: (target, name) => ((reads += name !== Symbol.toStringTag), target[name]) });
  const items = Array.from({ length: 1000 }, (_, index) => `capability ${index}`);
  assert.equal(checks.CapabilitiesResponse(counted({ capabilities: counted(items), others: counted(items) })).error, undefined);
  assert.equal(reads, 2 * items.length + 2); // the length before each item, and twice more
});

test("a check is a Standard Schema", () => {
  for (const check of Object.values(checks)) {
    assert.equal(check["~standard"].version, 1);
    assert.equal(check["~standard"].vendor, "matrix-widget-protocol");
  }
  const { validate } = checks.CapabilitiesResponse["~standard"];
  const value = { capabilities: ["m.always_on_screen"], more: 5 };
  assert.equal(validate(value).value, value);
  assert.deepEqual(validate({ capabilities: ["a", 5] }), {
    issues: [{ path: ["capabilities", 1], message: "expected a string, found a number" }],
  });
});
