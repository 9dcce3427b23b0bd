import { mkdir, rm, writeFile } from "node:fs/promises";
import { record } from "./src/record.mjs";

const folder = new URL("recordings/", import.meta.url);
const files = await record();

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const [name, text] of files) await writeFile(new URL(name, folder), text);
