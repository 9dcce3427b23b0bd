import { WidgetApiFromWidgetAction as FromWidget, WidgetApiToWidgetAction as ToWidget } from "matrix-widget-api";

const unavailable = () => ({ error: { message: "Versions are not available" } });

export default async function (open) {
  const session = open();
  const { widget, client } = session;
  session.startWidget();
  await session.settle();
  await session.answered(() => client.getWidgetVersions());
  await session.silent(
    () => widget.getClientVersions(),
    () => client.getWidgetVersions(),
  );
  await session.answered(
    session.raw(widget, FromWidget.SupportedApiVersions, undefined),
    session.raw(widget, FromWidget.SupportedApiVersions, null),
    session.raw(client, ToWidget.SupportedApiVersions, { unheard_of: [1, { two: null }] }),
    session.bad(widget, FromWidget.SupportedApiVersions, "all", "data is a string"),
    session.bad(client, ToWidget.SupportedApiVersions, [], "data is an array"),
  );

  const atOnce = open({ widgetId: "at once" });
  atOnce.startWidget();
  await atOnce.answered(() =>
    Promise.all([
      atOnce.widget.getClientVersions(),
      atOnce.widget.getClientVersions(),
      atOnce.client.getWidgetVersions(),
      atOnce.client.getWidgetVersions(),
    ]),
  );

  const old = open({ widgetId: "old client" });
  const few = ["0.0.1", "0.0.2", "org.example.own"];
  old.on(old.client, FromWidget.SupportedApiVersions, () => ({ supported_versions: few }));
  await old.negotiate();

  const unwilling = open({ widgetId: "unwilling" });
  unwilling.on(unwilling.client, FromWidget.SupportedApiVersions, unavailable);
  unwilling.on(unwilling.widget, ToWidget.SupportedApiVersions, unavailable);
  unwilling.startWidget();
  await unwilling.answered(() => unwilling.client.getWidgetVersions());
}
