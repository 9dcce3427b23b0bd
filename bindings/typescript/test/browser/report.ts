/** Reports the results of this page to the server. */
export async function report(page: "host" | "widget", result: object): Promise<void> {
  await fetch(`/report/${page}`, { method: "POST", body: JSON.stringify(result) });
}

/** Reports uncaught errors of this page to the server. */
export function reportErrors(page: "host" | "widget"): void {
  addEventListener("error", ({ message }) => void report(page, { error: message }));
  addEventListener("unhandledrejection", ({ reason }) => void report(page, { error: String(reason) }));
}
