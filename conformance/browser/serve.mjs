// Tests `matrix-widget serve` in Chromium, with widgets of matrix-widget-api and of Nordeck's toolkit. The environment variable
// `SCREENSHOT` names a file for the picture in the README.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const ROOT = new URL("../../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, ROOT));
const target = process.env.CARGO_TARGET_DIR ?? path("target");
const html = readFileSync(path("conformance/browser/widgets/index.html"));

let browser;
before(async () => {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
});
after(() => browser.close());

/** Shows a widget in the page of the tool. */
async function serve(t, widget, options) {
  const entryPoints = [path(`conformance/browser/widgets/${widget}.mjs`)];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: "esm", outfile: "widget.js" });
  const server = createServer(({ url }, response) => {
    const isScript = url === "/widget.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? outputFiles[0].contents : html);
  });
  await once(server.listen(0, "localhost"), "listening");
  t.after(() => server.close() && server.closeAllConnections());

  const url = `http://localhost:${server.address().port}/?matrix_user_id=$matrix_user_id&matrix_room_id=$matrix_room_id`;
  const tool = spawn(`${target}/debug/matrix-widget`, ["serve", url], { stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => tool.kill());
  const [address] = await once(tool.stdout, "data");
  const page = await browser.newPage(options);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error));
  t.after(() => assert.deepEqual(errors, []));
  await page.goto(String(address).trim());
  const rows = page.getByRole("listitem");
  const row = (text) => rows.filter({ hasText: text }).first();
  return { page, row, widget: page.frameLocator("iframe") };
}

/** Approves all capabilities except stickers, and waits until the widget has been refused to send one. */
async function approve({ page, widget }) {
  await page.getByRole("checkbox", { name: "Send stickers" }).uncheck();
  await page.getByRole("button", { name: "Approve" }).press("Enter");
  await widget.getByText("received: Hello from the widget").waitFor();
  await widget.getByText("refused: ").waitFor();
}

for (const name of ["npm", "nordeck"]) {
  test(`serve shows the conversation with the widget of ${name}`, async (t) => {
    const shown = await serve(t, name, { viewport: { width: 1200, height: 750 } });
    const { page, row, widget } = shown;
    await page.getByRole("button", { name: "Approve" }).waitFor();
    if (name === "npm" && process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT });
    await approve(shown);
    await row("send_event").getByText("answered").waitFor();

    await page.getByText("Push an event").click();
    await page.getByRole("textbox", { name: "JSON" }).fill("{");
    await page.getByRole("button", { name: "Push" }).click();
    await page.getByRole("textbox", { name: "JSON" }).fill('{"type":"m.room.message","content":{"msgtype":"m.text","body":"Hello from Bob"}}');
    await page.getByRole("button", { name: "Push" }).click();
    await widget.getByText("received: Hello from Bob").waitFor();
    await page.getByText("Push an event").click();
    if (name === "npm") await row("m.sticker").getByText("missing capability: m.sticker").waitFor();
  });
}

test("serve answers with errors, and asks again after a reload", async (t) => {
  const shown = await serve(t, "npm", { colorScheme: "dark" });
  const { page, row, widget } = shown;
  await page.getByText("How the client answers").click();
  await page.getByRole("combobox", { name: "Requests of the widget" }).selectOption("error");
  await page.getByRole("checkbox", { name: "Send stickers" }).uncheck();
  await page.getByRole("button", { name: "Approve" }).click();
  await row("send_event").getByText("Too many requests").waitFor();

  await page.getByRole("combobox", { name: "Requests of the widget" }).selectOption("ask");
  await page.getByRole("button", { name: "Reload widget" }).click();
  // What was approved is remembered; what was refused is asked for again.
  await page.getByRole("button", { name: "Refuse all" }).click();
  await page.getByText("The widget requests sendEvent").waitFor();
  const answer = page.getByRole("textbox", { name: "Answer" });
  const value = await answer.inputValue();
  await answer.fill("{");
  await page.getByRole("button", { name: "Answer" }).click();
  await answer.fill(value);
  await page.getByRole("button", { name: "Answer" }).click();
  await widget.getByText("received: Hello from the widget").waitFor();
});
