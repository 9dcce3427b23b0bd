import { WidgetApiFromWidgetAction as FromWidget, WidgetApiToWidgetAction as ToWidget } from "matrix-widget-api";
import { CAPABILITY } from "../world.mjs";

const MODAL_URL = "https://widget.example.org/modal.html?$matrix_room_id";
const BUTTONS = [
  { id: "m.close", label: "Close", kind: "m.secondary" },
  { id: "org.example.save", label: "Save", kind: "m.primary", disabled: true },
  { id: "org.example.delete", label: "Delete 🗑", kind: "org.example.shiny" },
];
const MINIMAL = { type: "m.custom", url: MODAL_URL };
const MODAL = { ...MINIMAL, name: "Choose", data: { from: [1, { two: null }] }, buttons: BUTTONS };
const EXITED = { "m.exited": true };

/** Valid and malformed data of `open_modal` and `widget_config`. */
const CONFIG = {
  data: [
    MODAL,
    MINIMAL,
    { ...MINIMAL, name: null, data: null, waitForIframeLoad: null, buttons: null },
    { ...MINIMAL, type: "org.matrix.msc2790.custom", waitForIframeLoad: false, creatorUserId: 5, "org.example.x": 1 },
    { ...MINIMAL, url: "not a URL", buttons: [{ id: "org.matrix.msc2790.close", label: "", kind: "m.link" }] },
    // Invalid buttons are treated as no buttons.
    { ...MINIMAL, buttons: "none" },
    { ...MINIMAL, buttons: { 0: BUTTONS[0] } },
    { ...MINIMAL, buttons: [null, 5, "m.close", [], {}, { id: 5, label: "", kind: "m.primary" }, BUTTONS[0]] },
    { ...MINIMAL, buttons: [{ id: "org.example.save", label: "Save", kind: "m.primary", disabled: "yes" }] },
  ],
  bad: [
    [{}, "type and url are missing"],
    [undefined, "data is absent, so type and url are missing"],
    [{ url: MODAL_URL }, "type is missing"],
    [{ type: "m.custom" }, "url is missing"],
    [{ ...MINIMAL, type: 5 }, "type is a number"],
    [{ ...MINIMAL, url: null }, "url is null"],
    [{ ...MINIMAL, url: [MODAL_URL] }, "url is an array"],
    [{ ...MINIMAL, name: 5 }, "name is a number"],
    [{ ...MINIMAL, data: "from" }, "data is a string"],
    [{ ...MINIMAL, data: [] }, "data.data is an array"],
    [{ ...MINIMAL, waitForIframeLoad: "no" }, "waitForIframeLoad is a string"],
    [[MINIMAL], "data is an array"],
  ],
};
const RESULT = {
  data: [EXITED, { "org.matrix.msc2790.exited": true }, {}, undefined, { chosen: ["$text"], "m.exited": false }],
  bad: [
    ["chosen", "data is a string"],
    [["chosen"], "data is an array"],
  ],
};

export default async function (open) {
  await lifeOfAModal(open);
  await everyMessage(open);
}

async function lifeOfAModal(open) {
  const source = await open({ widgetId: "source", capabilities: [CAPABILITY.modals] }).negotiate();
  /** The definition that the client shows, and the result. */
  let shown;
  source.on(source.client, FromWidget.OpenModalWidget, ({ data }) => {
    if (shown) return { error: { message: "Another modal is open" } };
    shown = { definition: data };
    return {};
  });
  source.on(source.widget, ToWidget.CloseModalWidget, () => ({}));
  const openModal = () => source.widget.openModalWidget(MODAL_URL, "Choose", BUTTONS, MODAL.data);

  // The modal widget closes itself with a result.
  await source.answered(openModal);
  await source.refused(openModal);
  const modal = await showModal(open, shown);
  await modal.answered(() => modal.widget.closeModalWidget({ chosen: ["$text"] }));
  modal.close();
  await source.answered(() => source.client.notifyModalWidgetClose(shown.result));
  shown = undefined;

  // The user closes the modal widget. As in deployed clients, the package answers `close_modal`.
  await source.answered(() => source.widget.openModalWidget(MODAL_URL, "Again"));
  const again = await open({ widgetId: "modal_source" }).negotiate();
  await again.refused(() => again.client.sendWidgetConfig(shown.definition));
  await again.refused(() => again.widget.closeModalWidget());
  again.close();
  await source.answered(() => source.client.notifyModalWidgetClose(EXITED));

  const bare = await open({ widgetId: "bare" }).negotiate();
  bare.on(bare.client, FromWidget.OpenModalWidget, () => ({}), CAPABILITY.modals);
  await bare.refused(
    () => bare.widget.openModalWidget(MODAL_URL, "Choose"),
    bare.bad(bare.widget, FromWidget.OpenModalWidget, {}, "type and url are missing"),
  );
}

async function showModal(open, shown) {
  const modal = open({ widgetId: "modal_source", waitForIframeLoad: false });
  modal.on(modal.widget, ToWidget.WidgetConfig, () => ({}));
  modal.on(modal.widget, ToWidget.ButtonClicked, () => ({}));
  modal.on(modal.client, FromWidget.SetModalButtonEnabled, ({ data: { button } }) => {
    const known = shown.definition.buttons.some(({ id }) => id === button);
    return known && button !== "m.close" ? {} : { error: { message: "Invalid button" } };
  });
  modal.on(modal.client, FromWidget.CloseModalWidget, ({ data }) => {
    shown.result = data;
    return {};
  });
  modal.startWidget();
  await modal.answered(() => modal.widget.sendContentLoaded());

  const { client, widget } = modal;
  await modal.answered(
    () => client.sendWidgetConfig(shown.definition),
    () => widget.setModalButtonEnabled("org.example.save", true),
    () => client.notifyModalWidgetButtonClicked("org.example.save"),
    () => client.notifyModalWidgetButtonClicked("m.close"),
  );
  await modal.refused(
    () => widget.setModalButtonEnabled("org.example.unknown", true),
    modal.raw(widget, FromWidget.SetModalButtonEnabled, { button: "m.close", enabled: false }),
  );
  return modal;
}

async function everyMessage(open) {
  const session = await open({ widgetId: "every message", capabilities: [CAPABILITY.modals] }).negotiate();
  const { client, widget } = session;
  await session.byHand(widget, FromWidget.OpenModalWidget, CONFIG);
  await session.byHand(client, ToWidget.WidgetConfig, CONFIG);
  await session.byHand(widget, FromWidget.CloseModalWidget, RESULT);
  await session.byHand(client, ToWidget.CloseModalWidget, RESULT);
  await session.byHand(client, ToWidget.ButtonClicked, {
    data: [{ id: "m.close" }, { id: "org.matrix.msc2790.close", "org.example.extra": null }, { id: "" }],
    bad: [
      [{}, "id is missing"],
      [null, "data is null, so id is missing"],
      [{ id: null }, "id is null"],
      [{ id: 1 }, "id is a number"],
      ["m.close", "data is a string"],
    ],
  });
  await session.byHand(widget, FromWidget.SetModalButtonEnabled, {
    data: [{ button: "org.example.save", enabled: true }, { button: "m.close", enabled: false }],
    bad: [
      [{}, "button and enabled are missing"],
      [undefined, "data is absent, so button and enabled are missing"],
      [{ enabled: true }, "button is missing"],
      [{ button: "org.example.save" }, "enabled is missing"],
      [{ button: 1, enabled: true }, "button is a number"],
      [{ button: "org.example.save", enabled: "yes" }, "enabled is a string"],
      [{ button: "org.example.save", enabled: null }, "enabled is null"],
      [["org.example.save", true], "data is an array"],
    ],
  });
}
