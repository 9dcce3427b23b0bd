/** Parses an absolute `http:` or `https:` URL. The error does not show the URL, which can contain secrets. */
export function website(text: string): URL {
  const url = tryWebsite(text);
  if (url === undefined) throw new TypeError("expected an absolute `http:` or `https:` URL");
  return url;
}

/** Parses an absolute `http:` or `https:` URL, which is the same on every page. */
export function tryWebsite(text: string): URL | undefined {
  try {
    const url = new URL(text);
    // `https:path` is a relative URL on an `https:` page.
    const isAbsolute = new URL(text, `${url.protocol}//base.invalid`).href === url.href;
    return isAbsolute && (url.protocol === "http:" || url.protocol === "https:") ? url : undefined;
  } catch {
    return undefined;
  }
}
