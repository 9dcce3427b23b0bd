import { checkData, checkResponse } from "matrix-widget-protocol";
import { WidgetError, connect, windowChannel } from "matrix-widget-protocol/transport";

/** A client that tells the versions that it supports, and asks the widget for its capabilities. */
export async function capabilitiesOf(frame: HTMLIFrameElement, widgetId: string): Promise<string[]> {
  const channel = windowChannel({ peer: () => frame.contentWindow, origin: new URL(frame.src).origin });
  const widget = connect(
    channel,
    { api: "toWidget", widgetId, checkData, checkResponse },
    {
      supported_api_versions: () => ({ supported_versions: ["0.0.2"] }),
      "org.matrix.msc2931.navigate": ({ uri }) => {
        throw new WidgetError(`cannot open ${uri}`);
      },
    },
  );
  const { capabilities } = await widget.request("capabilities", {}, { timeout: 5_000 });
  return capabilities;
}
