/** Returns the query of a URL's fragment, which follows the first `?` of the fragment, and the query of the URL. */
export function queries(url: string): [fragment: URLSearchParams, address: URLSearchParams] {
  const address = beforeFirst("#", url);
  const query = (part: string) => new URLSearchParams(part.slice(beforeFirst("?", part).length));
  return [query(url.slice(address.length)), query(address)];
}

export function beforeFirst(separator: string, text: string): string {
  const at = text.indexOf(separator);
  return at < 0 ? text : text.slice(0, at);
}
