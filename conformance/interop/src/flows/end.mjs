import { WidgetApiFromWidgetAction as FromWidget } from "matrix-widget-api";

export default async function (open) {
  // A stopped client neither answers nor sends.
  const ended = await open({ widgetId: "ended" }).negotiate();
  ended.stopClient();
  await ended.unanswered(
    ended.raw(ended.widget, FromWidget.SupportedApiVersions, {}),
    ended.raw(ended.widget, FromWidget.SendSticker, { name: "Cat", content: { url: "mxc://example.org/cat" } }),
    ended.bad(ended.widget, FromWidget.MSC2931Navigate, {}, "uri is missing"),
  );
  await ended.refused(() => ended.client.updateVisibility(true));

  // The client may stop between a request and its answer.
  const midway = await open({ widgetId: "midway" }).negotiate();
  let observer;
  midway.driver.askOpenID = (given) => (observer = given);
  await midway.unanswered(() => midway.widget.requestOpenIDConnectToken());
  midway.stopClient();
  observer.update({ state: "blocked" });
  await midway.settle();

  // A stopped widget does not answer.
  const gone = await open({ widgetId: "gone" }).negotiate();
  gone.stopWidget();
  await gone.unanswered(
    () => gone.client.updateVisibility(false),
    () => gone.client.updateTheme({ name: "dark" }),
  );
}
