// Builds styles, scripts, fonts and icons into ../static/build and writes manifest.json: logical name -> file.
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import subsetFont from "subset-font";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(here, "../static/build");
const modules = path.join(here, "node_modules");
const manifest = {};

/** Writes a file under a name that holds its content's hash and notes it in the manifest. */
async function emit(name, content) {
  const { dir, name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const file = path.posix.join(dir, `${stem}-${hash}${ext}`);
  await mkdir(path.join(out, dir), { recursive: true });
  await writeFile(path.join(out, file), content);
  manifest[name] = file;
  return file;
}

// Noto Sans comes in subsets by script. The Kazakh letters and the tenge sign each sit in a big one, so they get
// small files of their own; the rest of those subsets is fetched only by a page that shows a rarer letter.
const KAZAKH = "ӘәҒғҚқҢңӨөҮүҺһ";
const TENGE = "₸";
// Both subsets of Cyrillic hold these; the smaller one is on every page anyhow.
const TWICE = "ҐґҰұ";
const FONTS = [
  { name: "latin", range: "latin" },
  { name: "cyrillic", range: "cyrillic" },
  { name: "kazakh", from: "cyrillic-ext", letters: KAZAKH },
  { name: "tenge", from: "latin-ext", letters: TENGE },
  { name: "cyrillic-ext", range: "cyrillic-ext" },
  { name: "latin-ext", range: "latin-ext" },
];

async function fontFaces() {
  const folder = path.join(modules, "@fontsource-variable/noto-sans");
  const ranges = JSON.parse(await readFile(path.join(folder, "unicode.json"), "utf8"));
  const points = (letters) =>
    [...letters].map((letter) => `U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(",");
  const faces = [];
  for (const { name, range, from, letters } of FONTS) {
    const source = await readFile(path.join(folder, `files/noto-sans-${from ?? range}-wght-normal.woff2`));
    const content = letters ? await subsetFont(source, letters, { targetFormat: "woff2" }) : source;
    const file = await emit(`fonts/noto-sans-${name}.woff2`, content);
    // Two faces that claim one letter are both fetched by whoever comes for the first time: each letter has one.
    const elsewhere = KAZAKH + TENGE + (range === "cyrillic-ext" ? TWICE : "");
    faces.push({ file, range: letters ? points(letters) : without(ranges[range], elsewhere) });
  }
  return faces
    .map(
      ({ file, range }) =>
        `@font-face{font-family:"Noto Sans Variable";font-style:normal;font-display:swap;font-weight:100 900;` +
        `src:url("./${file}") format("woff2");unicode-range:${range}}`,
    )
    .join("\n");
}

/** The ranges, such as "U+0460-052F,U+20B4", with holes where the letters are. */
function without(ranges, letters) {
  const hex = (point) => point.toString(16).toUpperCase().padStart(4, "0");
  const holes = [...letters].map((letter) => letter.codePointAt(0)).sort((a, b) => a - b);
  return ranges
    .split(",")
    .flatMap((range) => {
      let [first, last = first] = range.trim().slice(2).split("-").map((point) => parseInt(point, 16));
      const parts = [];
      for (const hole of holes.filter((point) => point >= first && point <= last)) {
        if (hole > first) parts.push([first, hole - 1]);
        first = hole + 1;
      }
      return first > last ? parts : [...parts, [first, last]];
    })
    .map(([first, last]) => `U+${hex(first)}${last > first ? `-${hex(last)}` : ""}`)
    .join(",");
}

async function icons() {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(path.join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
      // The outline (the longest shape) first: where it is filled, the strokes inside must lie above it.
      const shapes = svg.match(/<(path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*>/g).sort((a, b) => b.length - a.length);
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
    }),
  );
  const licence = "<!-- Lucide, ISC licence, https://lucide.dev/license -->";
  await emit("icons.svg", `${licence}<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function favicon() {
  await emit("favicon.svg", await readFile(path.join(here, "favicon.svg")));
}

async function bundles() {
  const faces = await fontFaces();
  const fonts = {
    name: "qadam-fonts",
    setup(bundler) {
      bundler.onResolve({ filter: /^qadam-fonts$/ }, () => ({ path: "fonts", namespace: "qadam-fonts" }));
      bundler.onLoad({ filter: /.*/, namespace: "qadam-fonts" }, () => ({ contents: faces, loader: "css" }));
    },
  };
  const result = await build({
    absWorkingDir: here,
    entryPoints: { qadam: "css/qadam.css", viewer: "css/viewer.css", editor: "css/editor.css", decisions: "css/decisions.css" },
    bundle: true,
    minify: true,
    metafile: true,
    write: true,
    outdir: out,
    entryNames: "[name]-[hash]",
    target: ["chrome109", "firefox128"],
    legalComments: "linked",
    external: ["./fonts/*"],
    plugins: [fonts, drawnFont("bpmn", await symbolFont("bpmn")), drawnFont("dmn", await symbolFont("dmn"))],
    logLevel: "warning",
  });
  note(result, ".css");
  const scripts = await build({
    absWorkingDir: here,
    entryPoints: {
      qadam: "js/qadam.js",
      cabinet: "js/cabinet.js",
      viewer: "js/viewer.js",
      sign: "js/sign.js",
      editor: "js/designer/editor.js",
      decisions: "js/designer/decisions.js",
    },
    bundle: true,
    minify: true,
    metafile: true,
    format: "iife",
    outdir: out,
    entryNames: "[name]-[hash]",
    target: ["chrome109", "firefox128"],
    legalComments: "linked",
    logLevel: "warning",
  });
  note(scripts, ".js");
}

/** The symbols of an editor's palette, in the one format that every browser of ours reads. */
async function symbolFont(name) {
  const source = path.join(modules, `${name}-js/dist/assets/${name}-font/font/${name}.woff2`);
  const file = await emit(`fonts/${name}.woff2`, await readFile(source));
  return `@font-face{font-family:"${name}";font-display:block;src:url("./${file}") format("woff2")}`;
}

/** Replaces a library's own @font-face, which names five formats in files we do not serve. */
function drawnFont(name, face) {
  return {
    name: `${name}-font`,
    setup(bundler) {
      bundler.onLoad({ filter: new RegExp(`\\b${name}-font/css/${name}\\.css$`) }, async ({ path: file }) => {
        const source = await readFile(file, "utf8");
        const bare = source.replace(/\/\*[^]*?\*\//g, "").replace(/@charset[^;]*;/, "").replace(/@font-face\s*{[^}]*}/g, "");
        return { contents: face + bare, loader: "css" };
      });
    },
  };
}

/** Packages of which something is served: all that esbuild took in, and those whose files are copied. */
const served = new Set(["@fontsource-variable/noto-sans", "@expo-google-fonts/noto-sans", "lucide-static"]);

function note(result, ending) {
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = input.match(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) {
      served.add(found[0].replace(/^.*?node_modules\//, "").replace(/\/$/, ""));
    }
  }
  for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (entryPoint && file.endsWith(ending)) {
      manifest[path.basename(entryPoint)] = path.basename(file);
    }
  }
}

/** The fonts of official documents: whole files, whole alphabets. */
async function paperFonts() {
  const folder = path.join(modules, "@expo-google-fonts/noto-sans");
  await mkdir(path.join(out, "fonts-pdf"), { recursive: true });
  for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
    const file = `NotoSans_${style}.ttf`;
    await cp(path.join(folder, style, file), path.join(out, "fonts-pdf", file));
  }
  await cp(path.join(folder, "LICENSE_FONT"), path.join(out, "fonts-pdf", "LICENSE_FONT"));
}

/** Name, version, licence and its words of every package that is served; the page about the system shows them. */
async function notices() {
  const told = await Promise.all(
    [...served].sort().map(async (name) => {
      const folder = path.join(modules, name);
      const { name: title, version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
      const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
      const words = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
      // The licence of bpmn.io has no SPDX name: its packages only point to the file.
      const licence = license === "SEE LICENSE IN LICENSE" && words.join().includes("bpmn.io") ? "bpmn.io License" : license;
      return { name: title, version, licence: licence ?? "", words: words.join("\n\n") };
    }),
  );
  await writeFile(path.join(out, "notices.json"), JSON.stringify(told, null, 1) + "\n");
}

/** What only tests and developers look at. */
async function workshop() {
  await mkdir(path.join(out, "test"), { recursive: true });
  await cp(path.join(modules, "axe-core/axe.min.js"), path.join(out, "test", "axe.min.js"));
  for (const name of ["catalogue.html", "catalogue-sign-in.html"]) {
    const source = await readFile(path.join(here, name), "utf8");
    const page = source.replace(/asset:([\w./-]+)/g, (_, asset) => `/static/build/${manifest[asset] ?? asset}`);
    await writeFile(path.join(out, "test", name), page);
  }
  for (const name of ["catalogue.bpmn", "catalogue.json"]) {
    await cp(path.join(here, name), path.join(out, "test", name));
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await icons();
await favicon();
await bundles();
await paperFonts();
await workshop();
await notices();
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
