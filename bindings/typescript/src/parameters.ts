/**
 * The query parameters of widget URLs.
 *
 * @module
 */

import { beforeFirst, queries } from "./query.js";
import { tryWebsite, website } from "./website.js";

/** The query parameters that a client adds to the URL of a widget. A widget needs them to post messages. */
export interface WidgetParameters {
  /** The ID of the widget, as in its messages. It is the value of the URL variable `matrix_widget_id`. */
  readonly widgetId: string;
  /** The URL of the client's page. */
  readonly parentUrl: string;
  /**
   * The origin of `parentUrl`, the target origin of the widget's messages, or `undefined` if it is not an `http:` or `https:` URL.
   *
   * Some clients have no such origin: Commet's is `commet://widget`. Only the target origin `*` reaches them, and any page that
   * embeds the widget. Use it only if the widget sends nothing that such a page may not see.
   *
   * The embedding page chooses `parentUrl`. The origin does not prove which client it is: a widget that trusts only some clients
   * compares the origin with a list of its own. In both cases, accept only messages whose `source` is the parent window.
   */
  readonly parentOrigin: string | undefined;
}

/**
 * Reads the parameters from the URL of the widget's page (`location.href`). Returns `undefined` if both are absent: the page was
 * not loaded by a client.
 *
 * - Both are read from the query and from the query of the fragment, which follows the first `?` of the fragment: `#?a=b` and
 *   `#/path?a=b` have the parameter `a`, and `#a=b` has none.
 * - Equal values may be repeated. Different values are an error, because one of them is forged.
 * - An empty value and an unreplaced variable (`$matrix_widget_id` or `$org.matrix.msc2774_widget_id`) count as absent.
 *
 * @throws {Error} if one parameter is present and the other is absent, or if a parameter has different values.
 */
export function widgetParameters(url: string): WidgetParameters | undefined {
  const widgetId = valueOf(url, "widgetId");
  const parentUrl = valueOf(url, "parentUrl");
  if (widgetId === undefined && parentUrl === undefined) return undefined;
  if (widgetId === undefined) throw new Error("widgetId: missing parameter");
  if (parentUrl === undefined) throw new Error("parentUrl: missing parameter");
  return { widgetId, parentUrl, parentOrigin: originOf(parentUrl) };
}

/**
 * Returns the URL with the parameters `widgetId` and `parentUrl` in its query, for the frame of a widget. Do not add them if the
 * widget is opened in a window of its own.
 *
 * `page` is the URL of the client's page (`location.href`). Its fragment is removed, because the widget need not know where the
 * user is in the client.
 *
 * A parameter replaces the first one of the same name, and further ones are removed. New parameters are appended. The whole query
 * is written in form encoding, and `%24` becomes `$` in the whole URL, as by Element Web. So the variables of `url` must have been
 * filled, and those of the result must not be filled.
 *
 * @throws {TypeError} if the URL is not an `http:` or `https:` URL.
 */
export function addWidgetParameters(url: string, widgetId: string, page: string): string {
  return withParameters(url, { widgetId, parentUrl: beforeFirst("#", page) });
}

/**
 * Returns the URL of a widget with the parameter `scalar_token`, a credential of the user for an integration manager, or `undefined`
 * if the widget must not receive it.
 *
 * `url` is the URL of the frame, with the parameters of {@link addWidgetParameters}. `template` is the URL template of the widget's
 * definition. A widget receives the token if its template lies below one of `integrationUrls`, such as
 * `https://scalar.vector.im/api`: scheme, host and port must be equal, and the path of the template must start with all segments of
 * the configured path. A template with user info, or with a `$` or a percent-encoded character in its path, does not receive it,
 * because these can lead to another path.
 *
 * `integrationUrls` are those of the integration manager that issued the token. Use the result only for the frame of the widget. Do not
 * log it, do not open it in a window of its own, and do not write it into a widget definition.
 *
 * @throws {TypeError} if the URL is not an `http:` or `https:` URL.
 */
export function withScalarToken(
  url: string,
  token: string,
  template: string,
  integrationUrls: readonly string[],
): string | undefined {
  return isManaged(template, integrationUrls) ? withParameters(url, { scalar_token: token }) : undefined;
}

function isManaged(template: string, integrationUrls: readonly string[]): boolean {
  const url = tryWebsite(template);
  if (url === undefined || url.username !== "" || url.password !== "" || /[$%]/.test(url.pathname)) return false;
  return integrationUrls.map(tryWebsite).some((integration) => {
    if (integration?.origin !== url.origin) return false;
    const folder = integration.pathname.replace(/\/?$/, "/");
    return `${url.pathname}/`.startsWith(folder);
  });
}

const ABSENT = ["", "$matrix_widget_id", "$org.matrix.msc2774_widget_id"];

/** Returns the only value of a parameter, if it is present. */
function valueOf(url: string, name: string): string | undefined {
  const values = queries(url).flatMap((query) => query.getAll(name));
  const [value, ...others] = new Set(values.filter((text) => !ABSENT.includes(text)));
  if (others.length > 0) throw new Error(`${name}: duplicate parameter with different values`);
  return value;
}

function withParameters(text: string, parameters: Record<string, string>): string {
  const url = website(text);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href.replaceAll("%24", "$");
}

function originOf(text: string): string | undefined {
  try {
    const { protocol, origin } = new URL(text);
    return protocol === "http:" || protocol === "https:" ? origin : undefined;
  } catch {
    return undefined;
  }
}
