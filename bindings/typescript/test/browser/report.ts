/** Tells the server what happened in this page. */
export async function report(page: "host" | "widget", what: object): Promise<void> {
  await fetch(`/report/${page}`, { method: "POST", body: JSON.stringify(what) });
}

/** Tells the server of an error that nobody caught. */
export function reportErrors(page: "host" | "widget"): void {
  addEventListener("error", ({ message }) => void report(page, { error: message }));
  addEventListener("unhandledrejection", ({ reason }) => void report(page, { error: String(reason) }));
}
