import { WidgetApiFromWidgetAction as Action } from "matrix-widget-api";

const contentLoaded = ({ widget }) => () => widget.sendContentLoaded();

export default async function (open) {
  const waiting = open({ widgetId: "announced", waitForIframeLoad: false });
  waiting.loadIframe();
  waiting.startWidget();
  await waiting.answered(contentLoaded(waiting));
  await waiting.unanswered(contentLoaded(waiting));

  const eager = open({ widgetId: "announced%20early", waitForIframeLoad: false });
  eager.startWidget();
  await eager.answered(contentLoaded(eager));
  // After a load event, the client accepts `content_loaded` again.
  eager.loadIframe();
  await eager.answered(contentLoaded(eager));

  const frame = open({ widgetId: "iframe", waitForIframeLoad: true });
  frame.startWidget();
  frame.loadIframe();
  await frame.settle();
  await frame.refused(contentLoaded(frame));
  await frame.unanswered(contentLoaded(frame));

  const odd = open({ widgetId: "odd", waitForIframeLoad: false });
  odd.startWidget();
  await odd.answered(odd.bad(odd.widget, Action.ContentLoaded, ["loaded"], "data is an array"));
}
