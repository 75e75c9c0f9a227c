// What a page costs a reader: bytes, requests, and what it wants to know.
//
// The page of a thousand words, in its stylesheet and all, is at most 14 KB
// packed, so that the first round of a connection (ten packets) paints it. No
// page loads a font, asks another host, keeps a cookie or anything else, or
// has an unsafe-inline in its policy, before a person asks for something.
//
//	node weight.mjs SITE
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { address, packed, serve } from './server.mjs'
import { browse, chosen, fault, site, verdict } from './judge.mjs'

const folder = process.argv[2]
const first = 14 * 1024
const all = site(folder)

// words counts those of an article's text, as a reader would.
function words(html) {
  const body = /<div class="body">([\s\S]*?)<footer>/.exec(html)?.[1] ?? ''
  return body.replace(/<[^>]+>/g, ' ').replace(/&\w+;/g, ' ').split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length
}

const articles = all.filter((p) => p.kind === 'article').map((p) => ({ ...p, words: words(p.html), bytes: packed(readFileSync(path.join(folder, p.file))).length }))
let heaviest = ''
for (const lang of ['en', 'hi']) {
  // A small site has no article of just that length; its longest one is near.
  const own = articles.filter((p) => p.lang === lang && p.words <= 1050).sort((a, b) => b.words - a.words)
  const thousand = own.filter((p) => p.words >= 950)
  for (const p of thousand.length ? thousand : own.slice(0, 1)) {
    if (p.bytes > first) fault(`an article of about 1,000 words is more than ${first} bytes packed (${lang})`, `${p.file}: ${p.words} words, ${p.bytes} bytes`)
  }
  const worst = (thousand.length ? thousand : own.slice(0, 1)).sort((a, b) => b.bytes - a.bytes)[0]
  if (!worst) fault(`there is no article of 1,000 words or fewer in ${lang}`)
  else heaviest += `${lang}: ${worst.words} words in ${worst.bytes} bytes (${thousand.length} such); `
}

// What can be read in the files is read in all of them.
for (const { file, kind, html } of all) {
  if (kind === 'redirect') continue
  if (!['handout', 'feed'].includes(kind) && html.match(/<style/g)?.length !== 1) fault('not one style element', file)
  if (kind !== 'feed' && /\sstyle="/.test(html)) fault('a style attribute, which the policy forbids', file)
  if (/<script(?! type="application\/ld\+json")(?![^>]*\ssrc=)/.test(html)) fault('an inline script', file)
}

const host = await serve(folder)
const browser = await browse()
let looked = 0, requests = ''
try {
  for (const { file, kind, lang, html } of chosen(all)) {
    if (kind === 'redirect') continue
    const context = await browser.newContext({ viewport: { width: 360, height: 780 } })
    const page = await context.newPage()
    const loaded = []
    page.on('request', (r) => loaded.push(r))
    page.on('pageerror', (e) => fault(`a script fails: ${e.message}`, file))
    page.on('console', (m) => { if (!m.location().url.endsWith('/favicon.ico') && (m.type() === 'error' || /Content.Security.Policy/i.test(m.text()))) fault(`the console says: ${m.text().slice(0, 120)}`, file) })
    const response = await page.goto(host.url + address(file), { waitUntil: 'networkidle' })
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await page.waitForTimeout(150)
    looked++
    for (const r of loaded) {
      if (new URL(r.url()).host !== new URL(host.url).host) fault(`asks another host: ${r.url()}`, file)
      if (r.resourceType() === 'font') fault(`loads a font: ${r.url()}`, file)
    }
    for (const [where, policy] of [['header', response.headers()['content-security-policy']], ['page', /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]]]) {
      if (!policy && kind === 'feed' && where === 'page') continue // it has no place for one
      if (!policy) fault(`no policy in the ${where}`, file)
      else if (/unsafe-(inline|eval|hashes)|\*|https?:(?!\/\/)/.test(policy)) fault(`the policy in the ${where} lets too much in: ${policy}`, file)
    }
    const kept = await page.evaluate(async () => ({
      localStorage: localStorage.length, sessionStorage: sessionStorage.length, cookie: document.cookie.length,
      databases: (await indexedDB.databases()).length, caches: 'caches' in globalThis ? (await caches.keys()).length : 0,
      workers: navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
    }))
    if ((await context.cookies()).length) kept.cookie++
    for (const [what, n] of Object.entries(kept)) if (n) fault(`keeps something in ${what} unasked`, file)
    if (kind === 'article') {
      const count = (type) => loaded.filter((r) => r.resourceType() === type).length
      const pictures = (html.match(/<img /g) ?? []).length
      // The page, its icon and its pictures, one script, and the stylesheet for paper.
      if (count('script') > 1 || count('stylesheet') > 1 || loaded.length > 2 + pictures + count('script') + count('stylesheet')) fault('makes more requests than the page, its icon, its pictures, a script and a stylesheet', `${file}: ${loaded.length}`)
      requests += `${lang} ${loaded.length} (${pictures} pictures) `
    }
    await context.close()
  }
} finally {
  await browser.close()
  await host.close()
}
verdict('weight', looked, `${heaviest}${looked} pages loaded; requests of articles: ${requests}`)
