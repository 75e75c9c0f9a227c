// What test/search asks of a built site: search.mjs SITE FOLD
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync, readdirSync, statSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import path from "node:path";

const { chromium } = createRequire(process.env.JUDGES + "/x.js")("playwright-core");
const [site, fold] = process.argv.slice(2);
const faults = [];
const check = (ok, what) => { if (!ok) { faults.push(what); console.log("FAULT " + what); } };
const kb = n => (n / 1024).toFixed(1) + " KB";

// --- the files

const packed = name => gzipSync(readFileSync(name), { level: 6 }).length;
const script = readdirSync(site + "/assets").find(f => /^search\..*\.js$/.test(f));
const size = statSync(site + "/assets/" + script).size;
console.log(`script ${size} bytes, ${packed(site + "/assets/" + script)} packed`);
check(size < 5000, `the script has ${size} bytes`);
const documents = {};
for (const lang of ["en", "hi"]) {
  const dir = `${site}/search/${lang}/`, shards = readdirSync(dir).map(f => dir + f);
  let raw = 0, gz = 0, most = 0, mostGz = 0;
  documents[lang] = new Map();
  for (const f of shards) {
    const n = statSync(f).size, z = packed(f);
    raw += n; gz += z; most = Math.max(most, n); mostGz = Math.max(mostGz, z);
    for (const d of JSON.parse(readFileSync(f)).docs) documents[lang].set(d[1], d[0]);
  }
  const words = `${site}/search/${lang}.json`;
  console.log(`${lang}: ${documents[lang].size} articles; words ${kb(statSync(words).size)}, packed ${kb(packed(words))}; ` +
    `${shards.length} shards, ${kb(raw)}, packed ${kb(gz)}; the largest ${kb(most)}, packed ${kb(mostGz)}`);
  check(mostGz <= 60 * 1024, `a shard of ${lang} has ${kb(mostGz)} packed`);
  check(packed(words) <= 80 * 1024, `the words of ${lang} have ${kb(packed(words))} packed`);
}

// --- a server as static hosts are: gzip, and the site's own cache rules

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png" };
const requests = [];
const server = createServer((req, res) => {
  let p = decodeURIComponent(new URL(req.url, "http://x").pathname);
  requests.push(p);
  if (p.endsWith("/")) p += "index.html";
  const f = path.join(site, p);
  if (!f.startsWith(path.resolve(site)) || !existsSync(f) || statSync(f).isDirectory()) return res.writeHead(404).end();
  const kept = /^\/(assets|media|search\/[a-z]+)\//.test(p);
  res.writeHead(200, { "content-type": types[path.extname(f)] || "application/octet-stream", "content-encoding": "gzip", "cache-control": kept ? "public, max-age=31536000, immutable" : "max-age=0, must-revalidate" });
  res.end(gzipSync(readFileSync(f)));
});
await new Promise(r => server.listen(0, "127.0.0.1", r));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

const watch = p => {
  p.on("pageerror", e => check(false, "the page: " + e));
  p.on("console", m => check(m.type() !== "error" || /404|Failed to load/.test(m.text()), "the console: " + m.text()));
  p.on("request", r => check(r.url().startsWith(origin), "a request to " + r.url()));
};
const open = async (where, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, ...options });
  const p = await context.newPage();
  watch(p);
  await p.goto(origin + where);
  return p;
};
const phone = async p => {
  const cdp = await p.context().newCDPSession(p);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
};
// ask sends a query as Enter does and gives the milliseconds until its results
// stand in the page, with a layout.
const ask = (p, q) => p.evaluate(q => new Promise(done => {
  const form = document.querySelector(".find"), results = form.parentElement.querySelector("section");
  form.q.value = q;
  const start = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    form.parentElement.getBoundingClientRect();
    done({ ms: performance.now() - start, n: results.hidden ? 0 : results.querySelectorAll("li").length,
      part: document.querySelector("[role=status]").textContent.startsWith(form.parentElement.dataset.part),
      links: [...results.querySelectorAll("a")].map(a => decodeURI(a.pathname)), status: document.querySelector("[role=status]").textContent });
  });
  seen.observe(document.querySelector("[role=status]"), { childList: true });
  form.requestSubmit();
}), q);
const median = list => list.sort((a, b) => a - b)[list.length >> 1];

const languages = [
  { lang: "en", at: "/search/", words: ["diabetes", "blood pressure", "sleep apnoea", "brown rice costs", "asthma children"], second: w => w + " evidence", nothing: "qqqqqqxx", found: /^(\d+ articles found|More than 30 articles found.*)$/, none: /^Nothing found/, topic: "/topics/" },
  { lang: "hi", at: "/hi/search/", words: ["मधुमेह", "रक्तचाप", "सरसों का तेल", "हाथ धोना", "फेफड़ों की जाँच"], second: w => w + " प्रमाण", nothing: "क्षक्षक्षझझ", found: /^(\d+ लेख मिले|30 से ज़्यादा लेख मिले.*)$/, none: /^कुछ नहीं मिला/, topic: "/hi/topics/" },
];

// --- speed

for (const l of languages) {
  const first = [], arrival = [], warm = [], files = [];
  for (const w of l.words) {
    let p = await open("/404.html"); // a context of its own: an empty cache
    await phone(p);
    requests.length = 0;
    await p.goto(origin + l.at, { waitUntil: "domcontentloaded" });
    const r = await ask(p, w);
    first.push(r.ms);
    check(r.n > 0, `${l.lang}: "${w}" finds nothing`);
    files.push(requests.filter(f => f.startsWith("/search/") && f.endsWith(".json")).length);
    for (const q of [l.second(w), w]) { // of five times the shortest: a busy machine only adds
      const times = [];
      for (let i = 0; i < 5; i++) times.push((await ask(p, q)).ms);
      warm.push(Math.min(...times));
    }
    await p.context().close();
    p = await open("/404.html");
    await phone(p);
    const start = Date.now();
    await p.goto(origin + l.at + "?q=" + encodeURIComponent(w), { waitUntil: "commit" });
    await p.waitForFunction(() => document.querySelector("[role=status]")?.textContent);
    arrival.push(Date.now() - start);
    await p.context().close();
  }
  const slow = Math.max(...first);
  console.log(`${l.lang}: first query ${median(first).toFixed(0)} ms, at most ${slow.toFixed(0)}; an address with ?q= ${median(arrival)} ms in all; ` +
    `shard there ${median(warm).toFixed(0)} ms, at most ${Math.max(...warm).toFixed(0)}; ${Math.max(...files)} files`);
  check(median(first) < 1000, `${l.lang}: a first query takes ${median(first).toFixed(0)} ms`);
  check(median(warm) < 50, `${l.lang}: with its shard there a query takes ${median(warm).toFixed(0)} ms`);
  check(Math.max(...files) <= 2, `${l.lang}: a query loads ${Math.max(...files)} files`);
}

// --- what is found

const letters = { en: "abcdefghijklmnopqrstuvwxyz", hi: "कखगचजटडतदनपबमयरलवसह" };
for (const l of languages) {
  const p = await open(l.at), times = {};
  for (const title of documents[l.lang].values()) times[title] = (times[title] || 0) + 1;
  // The corpus has one title many times, of which no list can show all.
  const once = [...documents[l.lang]].filter(([, title]) => times[title] === 1), all = once.filter((_, i) => i % Math.ceil(once.length / 150) === 0);
  let missed = [], typos = 0, lost = [];
  for (const [i, [url, title]] of all.entries()) {
    const r = await ask(p, title);
    if (!r.links.includes(url)) missed.push(title);
    const words = title.split(" "), k = words.indexOf(words.reduce((a, b) => b.length > a.length ? b : a));
    const at = 1 + i % (words[k].length - 1), wrong = letters[l.lang][i % letters[l.lang].length];
    words[k] = words[k].slice(0, at) + wrong + words[k].slice(at + 1);
    typos++;
    const w = await ask(p, words.join(" "));
    if (w.part || !w.links.includes(url)) lost.push(words.join(" ")); // by the wrong word too, not by the others alone
  }
  console.log(`${l.lang}: ${all.length - missed.length} of ${all.length} titles find their article; with a wrong letter ${typos - lost.length} of ${typos}`);
  check(!missed.length, `${l.lang}: titles that do not find their article: ${missed.slice(0, 3).join("; ")}`);
  check(lost.length <= typos * .05, `${l.lang}: lost with a wrong letter: ${lost.slice(0, 5).join("; ")}`);
  await p.context().close();
}

// --- folding, Go and browser

{
  const p = await open("/search/");
  const lines = readFileSync(fold + "/lines.txt", "utf8").split("\n"), want = readFileSync(fold + "/folded.txt", "utf8").split("\n");
  const got = await p.evaluate(async ([lines, script]) => {
    const { folder } = await import(script), { fold } = await (await fetch("/search/en.json")).json(), f = folder(fold);
    return lines.map(l => f(l).filter(w => new TextEncoder().encode(w[0]).length <= 96).map(w => w[1]).join(" "));
  }, [lines, "/assets/" + script]);
  const other = lines.map((l, i) => [l, want[i], got[i]]).filter(([, a, b]) => a !== b);
  console.log(`${lines.length} words and titles of real blogs: ${other.length} are folded differently`);
  check(!other.length, "Go and the browser differ: " + JSON.stringify(other.slice(0, 5)));
  await p.context().close();
}

// --- keyboard, announcements, faults, no script

for (const l of languages) {
  const p = await open(l.at), status = p.locator("[role=status]"), field = p.locator("input[type=search]");
  const focused = () => p.evaluate(() => document.activeElement.name || document.activeElement.localName + ":" + (document.activeElement.getAttribute("href") || ""));
  check(await focused() === "q", `${l.lang}: the field does not have the focus at first`);
  await p.keyboard.type(l.words[0], { delay: 20 });
  await p.waitForFunction(() => document.querySelector("[role=status]").textContent);
  await p.waitForTimeout(400);
  check(l.found.test(await status.textContent()), `${l.lang}: it announces "${await status.textContent()}"`);
  check(await focused() === "q", `${l.lang}: the results took the focus`);
  check(decodeURIComponent(p.url()).endsWith("?q=" + l.words[0]), `${l.lang}: the address is ${p.url()}`);
  const tree = await (await p.context().newCDPSession(p)).send("Accessibility.getFullAXTree");
  const live = tree.nodes.find(n => n.role?.value === "status");
  check(live?.properties.some(x => x.name === "live" && x.value.value === "polite"), `${l.lang}: the announcement is not polite`);
  check(tree.nodes.some(n => n.role?.value === "searchbox" && n.name?.value), `${l.lang}: the field has no name`);
  check(tree.nodes.some(n => n.role?.value === "search"), `${l.lang}: there is no search landmark`);
  await p.keyboard.press("Tab");
  check(await focused() === "button:", `${l.lang}: behind the field is ${await focused()}`);
  await p.keyboard.press("Tab");
  const first = await p.locator("#n\\:search section a").first().getAttribute("href");
  check(await focused() === "a:" + first, `${l.lang}: behind the button is ${await focused()}`);
  await Promise.all([p.waitForURL(u => decodeURI(u.pathname) === first), p.keyboard.press("Enter")]);
  await p.goBack();
  await p.waitForFunction(() => document.querySelectorAll("#n\\:search section li").length);
  check(await field.inputValue() === l.words[0], `${l.lang}: back from an article the query is gone`);
  await field.focus();
  await p.keyboard.press("Escape");
  await p.waitForFunction(() => !document.querySelector("[role=status]").textContent);
  check(await field.inputValue() === "" && await focused() === "q" && !p.url().includes("?"), `${l.lang}: Escape does not clear the search`);
  await p.keyboard.type(l.nothing);
  await p.waitForFunction(() => document.querySelector("[role=status]").textContent);
  check(l.none.test(await status.textContent()), `${l.lang}: for nothing it announces "${await status.textContent()}"`);
  check(await p.locator(`#n\\:search a[href$="archive/"]`).isVisible(), `${l.lang}: nothing found, and no way to the archive`);
  await p.context().close();

  // A deploy took the shard away that an open page asks for: it learns anew.
  const q = await open(l.at);
  let gone = 1;
  await q.route(/\/search\/[a-z]+\/[0-9a-f]+\.json$/, r => gone-- > 0 ? r.fulfill({ status: 404 }) : r.continue());
  check((await ask(q, l.words[0])).n > 0, `${l.lang}: a missing shard ends the search`);
  await q.route(/\/search\/[a-z]+(\/[0-9a-f]+)?\.json$/, r => r.abort());
  await q.reload();
  check((await ask(q, l.words[1])).status.length > 10 && await q.locator(`#n\\:search a[href$="archive/"]`).isVisible(), `${l.lang}: without a network nothing is said`);
  await q.context().close();

  const plain = await open(l.at, { javaScriptEnabled: false });
  check(!await plain.locator(".find").isVisible(), `${l.lang}: without a script there is a form that does nothing`);
  check(await plain.locator("noscript p").isVisible(), `${l.lang}: without a script nothing is said`);
  check(await plain.locator(`#n\\:search a[href*="${l.topic}"]`).count() > 0 && await plain.locator(`#n\\:search a[href$="archive/"]`).isVisible(), `${l.lang}: without a script there are no topics and archive`);
  await plain.context().close();
}

await browser.close();
server.close();
if (faults.length) {
  console.log(`${faults.length} faults`);
  process.exit(1);
}
