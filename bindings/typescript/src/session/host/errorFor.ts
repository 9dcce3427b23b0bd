import { WidgetError } from "../../transport/error.js";

/** The headers of error responses that the Matrix specification names. */
const headers = ["content-type", "retry-after"];

/** Returns an error for the widget, without what can hold secrets: other headers, and the query and credentials of the URL. */
export function errorFor(error: WidgetError): WidgetError {
  const { matrix_api_error: cause } = error;
  if (cause === undefined) return new WidgetError(error.message);
  const { http_headers, url, ...rest } = cause;
  const lower = Object.entries(http_headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return new WidgetError(error.message, {
    matrix_api_error: {
      ...rest,
      ...(http_headers ? { http_headers: Object.fromEntries(lower.filter(([name]) => headers.includes(name))) } : {}),
      ...(typeof url === "string" ? { url: url.replace(/[?#].*$/s, "").replace(/^([^/]*:\/\/)[^/]*@/, "$1") } : {}),
    },
  });
}
