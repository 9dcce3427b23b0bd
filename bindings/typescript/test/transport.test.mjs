import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { checkData } from "matrix-widget-protocol";
import { WidgetError, connect, textChannel, windowChannel } from "matrix-widget-protocol/transport";

// No test waits for a deadline.
mock.timers.enable({ apis: ["setTimeout"] });

const uri = "https://matrix.to/#/!room:example.org";

/** A channel whose peer is the test. */
function channel() {
  const sent = [];
  let receive;
  const stopped = { count: 0 };
  return {
    send: (message) => void sent.push(message),
    listen: (listener) => {
      receive = listener;
      return () => (stopped.count += 1);
    },
    deliver: (message) => receive(message),
    sent,
    stopped,
  };
}

const widget = (handlers = {}, options = {}) => {
  const peer = channel();
  return { peer, ...connect(peer, { api: "fromWidget", widgetId: "w", ...options }, handlers) };
};

const request = (action, data, more) => ({ api: "toWidget", widgetId: "w", requestId: "1", action, data, ...more });

/** Lets promises settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("connect sends requests by their unstable names and returns the response", async () => {
  const { peer, request } = widget();
  const pending = request("navigate", { uri });
  const [message] = peer.sent;
  assert.deepEqual(message, {
    api: "fromWidget",
    widgetId: "w",
    requestId: pending.requestId,
    action: "org.matrix.msc2931.navigate",
    data: { uri },
  });
  peer.deliver({ ...message, response: { done: true } });
  assert.deepEqual(await pending, { done: true });
});

test("connect matches responses by api, widgetId, requestId and action, and the first one counts", async () => {
  const { peer, request } = widget();
  const pending = request("navigate", { uri });
  const [message] = peer.sent;
  for (const other of [{ api: "toWidget" }, { widgetId: "v" }, { requestId: "2" }, { action: "m.sticker" }]) {
    peer.deliver({ ...message, ...other, response: { wrong: true } });
  }
  peer.deliver({ ...message, action: "navigate", response: { first: true } });
  peer.deliver({ ...message, response: { second: true } });
  assert.deepEqual(await pending, { first: true });
});

test("request IDs do not repeat and differ between connections", () => {
  const ids = [widget(), widget()].flatMap(({ request, peer }) => {
    for (let count = 0; count < 3; count++) request("navigate", { uri }).catch(() => {});
    return peer.sent.map(({ requestId }) => requestId);
  });
  assert.equal(new Set(ids).size, 6);
  assert.notEqual(ids[0].split("-")[0], ids[3].split("-")[0]);
});

test("connect rejects errors with their message, matrix_api_error and other members", async () => {
  const { peer, request } = widget();
  const cause = { http_status: 429, http_headers: {}, url: "", response: { errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 5 } };
  for (const [matrix_api_error, expected] of [
    [cause, cause],
    [{ http_status: "429" }, undefined],
  ]) {
    const pending = request("navigate", { uri });
    peer.deliver({ ...peer.sent.at(-1), response: { error: { message: "no", matrix_api_error, more: 1 } } });
    await assert.rejects(pending, (error) => {
      assert(error instanceof WidgetError);
      assert.equal(error.message, "no");
      assert.equal(error.reason, "refused");
      assert.deepEqual(error.matrix_api_error, expected);
      assert.deepEqual(error.error, { message: "no", matrix_api_error, more: 1 });
      return true;
    });
  }
});

test("connect rejects malformed responses", async () => {
  for (const [response, message] of [
    [[], "malformed response: response: expected an object"],
    [{ bad: 1 }, "malformed response: response.bad: unknown"],
  ]) {
    const checkResponse = (_api, _action, { bad }) => (bad ? { error: { message: "response.bad: unknown" } } : {});
    const { peer, request } = widget({}, { checkResponse });
    const pending = request("navigate", { uri });
    peer.deliver({ ...peer.sent[0], response });
    await assert.rejects(pending, { message, reason: "malformed" });
  }
});

test("requests fail at their deadline, when aborted, and when the connection stops", async () => {
  const { peer, request, requestCustom, stop } = widget();
  const deadlines = [
    [request("navigate", { uri }), 10_000],
    [request("send_to_device", { type: "m.x", encrypted: true, messages: {} }), 60_000],
    [request("download_file", { content_uri: "mxc://example.org/a" }), 120_000],
    [request("download_file", { content_uri: "mxc://example.org/a", timeout_ms: 1_000 }), 6_000],
    [requestCustom("com.example.fly", {}, { timeout: 5 }), 5],
  ];
  const failed = new Map();
  let now = 0;
  for (const [pending] of deadlines) pending.catch(({ reason }) => failed.set(pending, [reason, now]));
  for (const time of [4, 5, 5_999, 6_000, 9_999, 10_000, 59_999, 60_000, 119_999, 120_000]) {
    mock.timers.tick(time - now);
    now = time;
    await settled();
  }
  for (const [pending, time] of deadlines) assert.deepEqual(failed.get(pending), ["timeout", time]);

  const controller = new AbortController();
  const aborted = request("navigate", { uri }, { signal: controller.signal });
  controller.abort(new Error("changed my mind"));
  await assert.rejects(aborted, { message: "changed my mind" });
  await assert.rejects(request("navigate", { uri }, { signal: controller.signal }), { message: "changed my mind" });

  const endless = request("navigate", { uri }, { timeout: Infinity });
  stop();
  await assert.rejects(endless, { reason: "gone" });
  await assert.rejects(request("navigate", { uri }), { reason: "gone" });
  assert.equal(peer.stopped.count, 1);
  assert.equal(peer.sent.length, 7);
});

test("requests wait while maySend refuses them, and at most 512 wait", async () => {
  let isOpen = false;
  const { peer, request, flush } = widget(
    {},
    { maySend: (action, { length }) => (isOpen ? length < 2 : action === "get_openid") },
  );
  const pending = Array.from({ length: 512 }, () => request("navigate", { uri }));
  for (const promise of pending) promise.catch(() => {});
  await assert.rejects(request("navigate", { uri }), { reason: "full" });
  isOpen = true;
  flush();
  assert.equal(peer.sent.length, 2);
  peer.deliver({ ...peer.sent[0], response: {} });
  await pending[0];
  assert.equal(peer.sent.length, 3);
});

test("handlers are found by either name of the action and get the request ID", () => {
  const seen = [];
  const peer = channel();
  connect(
    peer,
    { api: "toWidget", widgetId: "w", fallback: (data, { action }) => ({ action, data }) },
    { navigate: ({ uri }, { action, requestId }) => void seen.push([uri, action, requestId]) },
  );
  for (const action of ["navigate", "org.matrix.msc2931.navigate", "com.example.fly"]) {
    peer.deliver({ api: "fromWidget", widgetId: "w", requestId: "7", action, data: { uri }, extra: 1 });
  }
  assert.deepEqual(seen, Array(2).fill([uri, "org.matrix.msc2931.navigate", "7"]));
  const header = { api: "fromWidget", widgetId: "w", requestId: "7", data: { uri }, extra: 1 };
  assert.deepEqual(peer.sent, [
    { ...header, action: "navigate", response: {} },
    { ...header, action: "org.matrix.msc2931.navigate", response: {} },
    { ...header, action: "com.example.fly", response: { action: "com.example.fly", data: { uri } } },
  ]);
});

test("connect answers each request for it once, and no other message", async () => {
  const { peer } = widget({ visibility: async () => {} });
  const good = request("visibility", { visible: true });
  for (const message of [
    null,
    5,
    "text",
    [],
    {},
    { ...good, widgetId: "v" },
    { ...good, api: "fromWidget" },
    { ...good, response: {} },
    { ...good, requestId: 1 },
  ]) {
    peer.deliver(message);
  }
  await settled();
  assert.deepEqual(peer.sent, []);
  peer.deliver(good);
  peer.deliver({ ...good, response: null });
  await settled();
  assert.deepEqual(peer.sent, [
    { ...good, response: {} },
    { ...good, response: {} },
  ]);
});

test("connect answers unknown actions, malformed data and failing handlers with errors", async () => {
  const errors = [];
  const matrix_api_error = { http_status: 403, response: { errcode: "M_FORBIDDEN", error: "no" } };
  const { peer } = widget(
    {
      visibility: () => assert.fail("malformed data reached a handler"),
      screenshot: () => Promise.reject(new WidgetError("no picture", { matrix_api_error })),
      theme_change: () => {
        throw new Error("secret");
      },
      language_change: () => ({ function: () => {} }),
    },
    {
      checkData,
      onError: ({ message }) => errors.push(message),
    },
  );
  const structured = peer.send;
  peer.send = (message) => structured(structuredClone(message));
  for (const [action, data, error] of [
    ["toString", {}, { message: "unknown action: toString" }],
    ["visibility", [], { message: "data: expected an object" }],
    ["visibility", {}, { message: "data.visible: missing field" }],
    ["screenshot", undefined, { message: "no picture", matrix_api_error }],
    ["theme_change", {}, { message: "the request failed" }],
    ["language_change", { lang: "en" }, { message: "the request failed" }],
  ]) {
    const message = structuredClone(request(action, data));
    peer.deliver(message);
    await settled();
    assert.deepEqual(peer.sent.at(-1), { ...message, response: { error } });
  }
  assert.equal(peer.sent.length, 6);
  assert.equal(errors.length, 2);
  assert.equal(errors[0], "secret");
});

test("connect ignores arrays of bytes without copying them", () => {
  const { peer } = widget();
  const bytes = new Proxy({}, { ownKeys: () => assert.fail("copied"), has: () => false });
  peer.deliver(bytes);
  assert.deepEqual(peer.sent, []);
});

test("an infinite timeout never expires", async () => {
  const { peer } = widget({ screenshot: () => new Promise(() => {}) }, { answerTimeout: Infinity });
  peer.deliver(request("screenshot", {}));
  mock.timers.tick(2 ** 31);
  await settled();
  assert.deepEqual(peer.sent, []);
});

test("a handler without an answer is answered with an error, and its signal is aborted", async () => {
  const signals = [];
  let answer;
  const { peer, stop } = widget({
    screenshot: (_data, { signal }) => {
      signals.push(signal);
      return new Promise((resolve) => (answer = resolve));
    },
  });
  peer.deliver(request("screenshot", {}));
  mock.timers.tick(8_999);
  assert.equal(peer.sent.length, 0);
  mock.timers.tick(1);
  assert.deepEqual(peer.sent[0].response, { error: { message: "there was no answer in time" } });
  answer({ screenshot: "AA" });
  await settled();
  assert.equal(peer.sent.length, 1);

  peer.deliver(request("screenshot", {}));
  stop();
  answer({ screenshot: "AA" });
  await settled();
  assert.equal(peer.sent.length, 1);
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true, true],
  );
});

test("connect refuses requests while 256 are pending", () => {
  const { peer } = widget({ screenshot: () => new Promise(() => {}) }, { answerTimeout: 1 });
  for (let count = 0; count < 257; count++) peer.deliver(request("screenshot", {}));
  assert.deepEqual(
    peer.sent.map(({ response }) => response),
    [{ error: { message: "too many pending requests" } }],
  );
});

test("a result that is no promise is sent before microtasks that the handler queues", async () => {
  const order = [];
  const { peer } = widget({ visibility: () => queueMicrotask(() => order.push("microtask")) });
  peer.send = () => order.push("answer");
  peer.deliver(request("visibility", { visible: true }));
  await settled();
  assert.deepEqual(order, ["answer", "microtask"]);
});

/** A widget on a channel of texts. */
function textWidget(handlers, options) {
  const sent = [];
  let deliver;
  const bridge = textChannel({
    send: (text) => void sent.push(text),
    listen: (receive) => {
      deliver = receive;
      return () => {};
    },
  });
  const connection = connect(bridge, { api: "fromWidget", widgetId: "w", ...options }, handlers);
  return { ...connection, sent, deliver: (text) => deliver(text) };
}

test("answers to texts repeat them byte for byte", () => {
  const { deliver, sent } = textWidget({ visibility: () => {} }, { fallback: () => {} });
  const head = `{ "api" :"toWidget", "widgetId":"w","requestid":"\\u0031",`;
  for (const [text, answer] of [
    [
      `${head}"action":"visibility","data":{"visible":true,"n":1.0} }\n`,
      `${head}"action":"visibility","data":{"visible":true,"n":1.0} ,"response":{}}\n`,
    ],
    [
      `${head}"action":"visibility", "response" : null, "x":"\\\\\\"}" }`,
      `${head}"action":"visibility", "response" : {}, "x":"\\\\\\"}" }`,
    ],
    [
      `${head}"action":"com.example.fly","data":{"a":1,"a":[{"a":2}]}}`,
      `${head}"action":"com.example.fly","data":{"a":1,"a":[{"a":2}]},"response":{}}`,
    ],
  ]) {
    deliver(text);
    assert.equal(sent.at(-1), answer);
  }
  assert.equal(sent.length, 3);
});

test("texts with duplicate members are ignored or malformed", () => {
  const { deliver, sent } = textWidget({ send_event: () => {} });
  const header = `"api":"toWidget","widgetId":"w","requestId":"1","action":"send_event"`;
  const event = `"type":"m.room.message","content":{"msgtype":"m.text","x":{"y":1,"y":2}}`;
  for (const [text, message] of [
    ["", undefined],
    ["[5]", undefined],
    [`{${header},"\\u0061ction":"visibility"}`, undefined],
    [`{${header},"data":{},"data":{}}`, "data: duplicate field"],
    [`{${header},"data":{${event},"typ\\u0065":"m"}}`, "data.type: duplicate field"],
    [`{${header},"data":{"content":{"a":"\\\\","msgtype":"a","msgtype":"b"}}}`, "data.content.msgtype: duplicate field"],
  ]) {
    const { length } = sent;
    deliver(text);
    const answers = sent.slice(length).map((text) => JSON.parse(text).response.error?.message);
    assert.deepEqual(answers, message === undefined ? [] : [message], text);
  }
  deliver(`{${header},"data":{${event}},"x":{"a":1,"a":2}}`);
  assert.deepEqual(JSON.parse(sent.at(-1)).response, {});
});

test("requests on a channel of texts are texts, and malformed answers fail them", async () => {
  const { request, sent, deliver } = textWidget({});
  for (const [response, fault] of [
    [`5`, "response: expected an object"],
    [`{},"response":{}`, "response: duplicate field"],
  ]) {
    const failed = assert.rejects(request("navigate", { uri }), { message: `malformed response: ${fault}` });
    const text = sent.at(-1);
    assert.equal(JSON.parse(text).action, "org.matrix.msc2931.navigate");
    deliver(`${text.slice(0, -1)},"response":${response}}`);
    await failed;
  }
});

test("windowChannel checks source and origin, and posts to the origin", () => {
  const listeners = new Set();
  globalThis.addEventListener = (_type, listener) => listeners.add(listener);
  globalThis.removeEventListener = (_type, listener) => listeners.delete(listener);
  const dispatch = (event) => listeners.forEach((listener) => listener(event));
  const posted = [];
  const peer = { postMessage: (message, origin) => posted.push([message, origin]) };
  const origin = "https://client.example.org";
  for (const [options, received] of [
    [{ peer, origin }, ["good"]],
    [{ peer: () => peer, origin: "*" }, ["good", "opaque"]],
    [{ peer: () => null, origin }, []],
  ]) {
    const data = [];
    const { send, listen } = windowChannel(options);
    const stop = listen((message) => data.push(message));
    dispatch({ source: peer, origin, data: "good" });
    dispatch({ source: peer, origin: "null", data: "opaque" });
    dispatch({ source: {}, origin, data: "other window" });
    dispatch({ source: null, origin, data: "no window" });
    stop();
    dispatch({ source: peer, origin, data: "stopped" });
    assert.deepEqual(data, received);
    send("sent");
  }
  assert.deepEqual(posted, [
    ["sent", origin],
    ["sent", "*"],
  ]);
  for (const origin of ["null", "", "https://client.example.org/", "commet://widget"]) {
    assert.throws(() => windowChannel({ peer, origin }), TypeError);
  }
});
