import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { fillUrl } from "matrix-widget-protocol";

import { Widget, room, settled } from "./hosted.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

test("the application fills the URL of a modal widget", async () => {
  const urls = [];
  const driver = { openModal: ({ url }) => (urls.push(url), { closed: Promise.resolve({}) }) };
  const client = { userId: "@a:example.org" };
  const modalUrl = ({ url, data }, { id, room: roomId }) => fillUrl(url, id, { ...client, roomId }, data);
  const widget = await new Widget([], { driver, url: "https://widget.example.org/", modalUrl }).load();
  const data = { type: "m.custom", url: "https://$host/?$matrix_widget_id&$matrix_room_id", data: { host: "widget.example.org" } };
  assert.deepEqual(await widget.ask("open_modal", data), {});
  assert.deepEqual(urls, ["https://widget.example.org/?modal_w&!room%3Aexample.org"]);
  for (const url of ["https://$other/", "javascript:$host", "//"]) {
    assert.ok((await widget.ask("open_modal", { ...data, url })).error);
  }
});

test("a driver that shows a modal widget too late is told to close it", async () => {
  const signals = [];
  const driver = { openModal: (_, { signal }) => (signals.push(signal), new Promise(() => {})) };
  const widget = await new Widget(["m.modals"], { driver }).load();
  const requestId = widget.send("open_modal", { type: "m.custom", url: "https://widget.example.org/" });
  mock.timers.tick(8_999);
  assert.equal(signals[0].aborted, false);
  mock.timers.tick(1);
  await settled();
  assert.equal(signals[0].aborted, true);
  assert.ok(widget.answersTo(requestId)[0].error);
});

test("a modal widget has a session of its own, whose result reaches the opener", async () => {
  let modalWidget;
  const driver = {
    openModal(modal, { signal }) {
      assert.deepEqual([modal.id, modal.url, modal.room], ["modal_w", "https://widget.example.org/m", room]);
      modalWidget = new Widget([], { modal: modal.data, room: modal.room, widgetId: "w" });
      signal.addEventListener("abort", () => modalWidget.session.end());
      return { closed: modalWidget.session.closed };
    },
  };
  const widget = await new Widget([], { driver, url: "https://widget.example.org/" }).load();
  const modal = { type: "m.custom", url: "https://widget.example.org/m", name: "M", unknown: 1 };
  assert.deepEqual(await widget.ask("open_modal", modal), {});
  await modalWidget.load();
  assert.deepEqual(modalWidget.requests("widget_config")[0].data, { type: "m.custom", url: modal.url, name: "M" });
  assert.ok((await widget.ask("open_modal", modal)).error, "a modal widget is open");
  assert.deepEqual(await modalWidget.ask("close_modal", { result: 1 }), {});
  await settled();
  assert.deepEqual(widget.requests("close_modal").map(({ data }) => data), [{ result: 1 }]);
  assert.match((await widget.ask("open_modal", { ...modal, url: "https://other.example.org/" })).error.message, /modals/);
  assert.deepEqual(await widget.ask("open_modal", modal), {});
  widget.session.end();
  await settled();
  assert.deepEqual(await modalWidget.session.closed, { "m.exited": true });
});

test("the buttons of a modal widget are as they were at first in each document", async () => {
  const buttons = [{ id: "ok", label: "OK", kind: "m.primary", disabled: true }, { id: 5 }, null];
  const modal = { type: "m.custom", url: "https://widget.example.org/m", buttons };
  const widget = await new Widget([], { modal }).load();
  assert.deepEqual(await widget.ask("set_button_enabled", { button: "ok", enabled: true }), {});
  widget.session.click("ok");
  widget.session.click("m.close");
  widget.session.click("other");
  assert.deepEqual(widget.requests("button_clicked").map(({ data }) => data.id), ["ok", "m.close"]);
  assert.equal(widget.told("buttonEnabled").length, 1);
  await widget.load();
  widget.session.click("ok");
  assert.equal(widget.requests("button_clicked").length, 2);
  assert.equal(widget.requests("widget_config").length, 2);
});
