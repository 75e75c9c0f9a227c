// What readers do with a page besides reading it once: they change the
// language in the middle, make the letters four times as large, and print it.
//
//   node reading.mjs SITE WORK
//
// SITE is a built site, WORK an empty folder for
// PDF files and pictures. Chromium comes through playwright-core (in the
// folder VALIDATORS), pdftoppm and pdftotext from poppler-utils, zbarimg from
// zbar-tools. Nothing but 127.0.0.1 is asked for anything.
import { createRequire } from "module";
import { execFileSync } from "child_process";
import fs from "fs";
import http from "http";
import path from "path";

const { chromium } = createRequire(path.join(process.env.VALIDATORS, "x"))("playwright-core");
const [site, work] = process.argv.slice(2);
let faults = 0, done = 0;
const fault = (...words) => { faults++; console.log("  " + words.join(" ")); };
const check = (ok, ...words) => { done++; if (!ok) fault(...words); };

const types = { ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".js": "text/javascript", ".json": "application/json" };
const server = http.createServer((q, r) => {
  let p = decodeURIComponent(q.url.split("?")[0]);
  if (p.endsWith("/")) p += "index.html";
  const f = path.join(site, p);
  if (!fs.existsSync(f)) { r.statusCode = 404; return r.end("not here"); }
  r.setHeader("content-type", types[path.extname(f)] || "text/plain");
  r.end(fs.readFileSync(f));
}).listen(0, "127.0.0.1");
await new Promise(r => server.on("listening", r));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });

const pages = fs.readdirSync(site, { recursive: true, encoding: "utf8" }).filter(f => f.endsWith("index.html")).sort().map(f => "/" + f.slice(0, -"index.html".length));
const handouts = pages.filter(p => p.endsWith("/handout/") && !/http-equiv="refresh"/.test(fs.readFileSync(path.join(site, p, "index.html"), "utf8")));
const articles = pages.filter(p => /<body class="kind-article">/.test(fs.readFileSync(path.join(site, p, "index.html"), "utf8")));
const open = async (p, options) => {
  const tab = await browser.newPage(options);
  tab.on("pageerror", e => fault(p, "script error:", e.message));
  await tab.goto(base + encodeURI(p));
  return tab;
};
const heads = ".body :is(h2,h3,h4,h5,h6)[id]";

// The language switch keeps the section, by mouse and by keyboard; from the
// top it leads to the top; and it works without the script.
async function place(p) {
  for (const width of [360, 1280]) {
    const tab = await open(p, { viewport: { width, height: 800 } });
    const there = await tab.evaluate(() => document.querySelector(".languages a:not([aria-current])").pathname);
    const count = await tab.locator(heads).count();
    for (const k of new Set([0, count >> 1, count - 1])) {
      await tab.goto(base + encodeURI(p));
      await tab.evaluate(([s, k]) => { document.querySelectorAll(s)[k].scrollIntoView(); scrollBy(0, 40); }, [heads, k]);
      const want = await tab.evaluate(s => [...document.querySelectorAll(s)].filter(h => h.getBoundingClientRect().top < innerHeight / 2).length - 1, heads);
      await tab.focus(".languages a:not([aria-current])", { timeout: 2000 });
      await tab.evaluate(([s, k]) => { document.querySelectorAll(s)[k].scrollIntoView(); scrollBy(0, 40); }, [heads, k]);
      await Promise.all([tab.waitForURL(u => u.pathname == there && !u.hash.startsWith("#n:")), tab.keyboard.press("Enter")]);
      await tab.waitForTimeout(100);
      const got = await tab.evaluate(s => [...document.querySelectorAll(s)].findIndex(h => "#" + h.id == decodeURIComponent(location.hash)), heads);
      const y = await tab.evaluate(([s, k]) => document.querySelectorAll(s)[k]?.getBoundingClientRect().top, [heads, want]);
      const end = await tab.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2);
      check(got == want && (Math.abs(y) < 80 || end), p, `at ${width}: from heading ${want} to ${got}, which stands at ${y}`);
    }
    await tab.goto(base + encodeURI(p));
    await Promise.all([tab.waitForURL(u => u.pathname == there), tab.evaluate(() => document.querySelector(".languages a:not([aria-current])").click())]);
    check(await tab.evaluate(() => location.hash == "" && scrollY == 0), p, "the switch at the top does not lead to the top");
    await tab.context().close();
  }
  const plain = await open(p, { javaScriptEnabled: false });
  await plain.locator(".languages a:not([aria-current])").click();
  check(new URL(plain.url()).hash == "" && new URL(plain.url()).pathname != encodeURI(p), p, "without script the switch leads to", plain.url());
  await plain.context().close();
}

// Letters four times as large, whether the whole page is enlarged (1280 pixels
// at 400 % are 320) or its text alone: nothing scrolls sideways but boxes that
// say so, nothing is cut off, nothing lies on something else.
const loss = () => {
  const out = [], text = [];
  if (document.documentElement.scrollWidth > innerWidth) out.push(`the page is ${document.documentElement.scrollWidth} wide, the window ${innerWidth}`);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) {
    const el = n.parentElement;
    if (!n.data.trim() || el.closest(".away, .skip, script, style, noscript") || !el.checkVisibility({ visibilityProperty: true })) continue;
    for (let box = el; box && box != document.body; box = box.parentElement) {
      const s = getComputedStyle(box);
      if (/hidden|clip/.test(s.overflowX + s.overflowY) && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)) out.push(`"${n.data.trim().slice(0, 30)}" is cut off`);
    }
    const range = document.createRange();
    range.selectNodeContents(n);
    for (const r of range.getClientRects()) if (r.width > 1) text.push([r, n, el]);
  }
  for (let i = 0; i < text.length; i++) {
    const [a, n, el] = text[i];
    if (!el.closest(".table, pre, .topics") && (a.left < -1 || a.right > innerWidth + 1)) out.push(`"${n.data.trim().slice(0, 30)}" leaves the window`);
    for (let j = i + 1; j < Math.min(text.length, i + 60); j++) {
      const [b, m, other] = text[j];
      if (n == m || getComputedStyle(other.closest(".contents") || other).position == "sticky" || getComputedStyle(el.closest(".contents") || el).position == "sticky") continue;
      const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (w > 3 && h > Math.min(a.height, b.height) * .45) out.push(`"${n.data.trim().slice(0, 30)}" and "${m.data.trim().slice(0, 30)}" overlap`);
    }
  }
  return [...new Set(out)];
};
async function large(p) {
  for (const [name, width, height, size] of [["400 %", 320, 256, 16], ["200 % text", 1280, 900, 32], ["200 % text, telephone", 360, 740, 32], ["400 % text", 1280, 900, 64]]) {
    const tab = await open(p, { viewport: { width, height } });
    const cdp = await tab.context().newCDPSession(tab);
    await cdp.send("Page.setFontSizes", { fontSizes: { standard: size, fixed: Math.round(size * .8) } });
    await tab.waitForTimeout(50);
    const grown = await tab.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    check(size == 16 || grown > size, p, `${name}: text is only ${grown}px`);
    const found = await tab.evaluate(loss);
    check(!found.length, p, name + ":", found.slice(0, 6).join("; "));
    await tab.context().close();
  }
}

// On paper: a code that leads to the article, the organisation, the address,
// an emergency number, no heading at the foot of a sheet, on A4 and Letter.
const run = (...args) => execFileSync(args[0], args.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });
async function paper(p, handout) {
  for (const format of ["A4", "Letter"]) {
    const tab = await open(p, {});
    const about = await tab.evaluate(() => ({
      canonical: document.querySelector("link[rel=canonical]").href,
      headings: [...document.querySelectorAll("h1, .body h2, .body h3")].map(h => h.textContent.trim()),
      number: (document.querySelector(".call b, .help .emergency b") || {}).textContent,
    }));
    const file = path.join(work, format + p.replaceAll("/", "_"));
    await tab.pdf({ path: file + ".pdf", format });
    await tab.context().close();
    run("pdftoppm", "-r", "100", "-png", file + ".pdf", file);
    const sheets = fs.readdirSync(work).filter(f => f.startsWith(path.basename(file) + "-") && f.endsWith(".png"));
    let code = "";
    for (const f of sheets) { try { code += run("zbarimg", "-q", "--raw", path.join(work, f)).trim(); } catch {} } // it fails on a sheet without one
    check(code == about.canonical, p, `on ${format} the code says "${code}"`);
    const words = run("pdftotext", "-layout", file + ".pdf", "-").split("\f").slice(0, -1);
    const flat = words.join(" ").replace(/\s+/g, "");
    check(about.number && flat.includes(about.number), p, `on ${format} there is no emergency number`);
    check(flat.includes(decodeURI(new URL(about.canonical).host)), p, `on ${format} there is no address`);
    words.forEach((w, i) => {
      const lines = w.split("\n").map(l => l.trim()).filter(l => l && !/^\d+ \/ \d+$/.test(l));
      const last = lines.at(-1) || "";
      check(i == words.length - 1 || !about.headings.some(h => h.endsWith(last) && last.length > 3), p, `on ${format} the heading "${last}" is the last on sheet ${i + 1}`);
    });
    if (handout) console.log(`  ${p} is ${sheets.length} pages of ${format}`);
  }
}

console.log("the language switch keeps the place");
const placed = articles.filter(p => /\/place\.[0-9a-f]+\.js/.test(fs.readFileSync(path.join(site, p, "index.html"), "utf8")));
check(placed.length > 1, "no article has a translation with contents");
for (const p of placed.filter((_, i) => i % 4 == 0)) await place(p);

console.log("letters four times as large");
const kinds = new Map();
for (const p of [...pages, "/404.html"]) {
  const body = fs.readFileSync(path.join(site, p.endsWith(".html") ? p : path.join(p, "index.html")), "utf8");
  const kind = (/<html lang="([^"]+)"/.exec(body) || [])[1] + " " + (p.endsWith("/handout/") ? "handout" : (/<body class="kind-([^" ]+)/.exec(body) || [])[1]);
  if (!kinds.has(kind)) kinds.set(kind, p);
}
const tables = articles.filter(p => /class="table"/.test(fs.readFileSync(path.join(site, p, "index.html"), "utf8"))).slice(0, 2);
for (const p of new Set([...kinds.values(), ...tables])) await large(p);

console.log("on paper");
check(handouts.length > 0, "the site has no handout");
for (const p of handouts) await paper(p, true);
for (const p of [articles[0], articles.at(-1)]) await paper(p, false);

await browser.close();
server.close();
console.log(`${faults ? "FAIL" : "PASS"} reading: ${done} checks, ${faults} faults`);
process.exit(faults ? 1 : 0);
