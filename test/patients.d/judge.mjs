// What the judges share: the browser, which pages to look at, and how a fault
// is told. JUDGES names the folder in which the judges' npm packages are.
import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { files } from './server.mjs'

if (!process.env.JUDGES) throw new Error('JUDGES is not set; it names the folder with the installed judges')
export const judges = createRequire(path.resolve(process.env.JUDGES, 'package.json'))
const { chromium } = judges('playwright-core')

export const browserPath = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => { try { return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() } catch { return '' } })
  .find(Boolean)

// No name leads anywhere but to this machine, whatever a page asks for.
export const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-default-apps', '--disable-domain-reliability', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']

export const browse = (more = []) => chromium.launch({ executablePath: browserPath, args: [...flags, ...more] })

// fault notes what is wrong and where; the same at many places is told once.
const faults = new Map()
export const fault = (what, where = '') => faults.set(what, [...(faults.get(what) ?? []), where])

// verdict tells what was found, and is a judge's last line. A judge that has
// looked at nothing fails.
export function verdict(name, looked, words) {
  if (!looked) fault('nothing was looked at')
  for (const [what, where] of faults) {
    const places = [...new Set(where)].filter(Boolean)
    console.log(`  ${what}`)
    if (places.length) console.log(`      ${places.slice(0, 4).join('; ')}${places.length > 4 ? `; and ${places.length - 4} more` : ''}`)
  }
  console.log(`${faults.size ? 'FAIL' : 'PASS'} ${name}: ${words}${faults.size ? `, ${faults.size} faults` : ''}`)
  process.exitCode = faults.size ? 1 : 0
}

// site lists the pages of a built site, each with its kind and language: the
// HTML, and those feeds that a browser shows as a page.
export function site(folder) {
  const read = (file) => ({ file, html: readFileSync(path.join(folder, file), 'utf8') })
  const names = files(folder)
  const pages = names.filter((file) => file.endsWith('.html')).map((file) => {
    const { html } = read(file)
    const kind = /<meta http-equiv="refresh"/.test(html) ? 'redirect' : file.endsWith('/handout/index.html') ? 'handout' : /<body class="kind-([\w-]+)/.exec(html)?.[1] ?? 'unknown'
    return { file, kind, lang: /<html lang="([\w-]+)"/.exec(html)?.[1] ?? 'none', html }
  })
  const feeds = names.filter((file) => /(^|\/)(index|atom)\.xml$/.test(file)).map(read).filter(({ html }) => html.includes('<?xml-stylesheet'))
  return [...pages, ...feeds.map((feed) => ({ ...feed, kind: 'feed', lang: /<div xmlns="[^"]*xhtml" lang="([\w-]+)"/.exec(feed.html)?.[1] ?? 'none' }))]
}

// The kinds that a site of this theme must have; a new template of the theme
// adds its name to them, so that no kind of page goes unjudged.
const always = ['article', 'page', 'home', 'list', 'person', 'terms', 'archive', 'subscribe', 'notfound']
export function kinds() {
  const theme = path.join(import.meta.dirname ?? '.', '../../themes/clinic')
  const templates = existsSync(theme) ? files(theme).filter((file) => /^[\w-]+\.html$/.test(file)).map((file) => file.replace('.html', '')) : []
  return [...new Set([...always, ...templates.filter((name) => name !== 'redirect')])]
}

// What an article can hold; one page with each of it is looked at.
const marks = {
  'a video': 'class="video-card"', 'a table': 'class="table"', 'a correction on top': 'class="notice"', 'a retraction': 'retracted"',
  'a lead picture': 'class="lead"', 'contents': 'class="contents"', 'an emergency': 'callout emergency', 'footnotes': 'class="footnotes"',
  'a pager': 'class="pager"', 'a portrait': 'kind-person',
}

// chosen are pages of each kind and language: the largest, the smallest, and
// one for each mark.
export function chosen(pages) {
  const out = new Map()
  const add = (page) => page && out.set(page.file, page)
  const groups = Map.groupBy ? Map.groupBy(pages, (p) => `${p.kind} ${p.lang}`) : pages.reduce((m, p) => m.set(`${p.kind} ${p.lang}`, [...(m.get(`${p.kind} ${p.lang}`) ?? []), p]), new Map())
  for (const group of groups.values()) {
    group.sort((a, b) => b.html.length - a.html.length || (a.file < b.file ? -1 : 1))
    add(group[0])
    add(group.at(-1))
  }
  for (const lang of new Set(pages.map((p) => p.lang))) {
    for (const mark of Object.values(marks)) add(pages.find((p) => p.lang === lang && p.html.includes(mark)))
  }
  return [...out.values()].sort((a, b) => (a.file < b.file ? -1 : 1))
}

// missing tells which kinds a site has not, in which language.
export function missing(pages) {
  const have = new Set(pages.map((p) => `${p.kind} ${p.lang}`))
  return ['en', 'hi'].flatMap((lang) => kinds().map((kind) => `${kind} ${lang}`)).filter((k) => !have.has(k))
}

// words counts those of an article's text, as a reader would.
export function words(html) {
  const body = /<div class="body">([\s\S]*?)<footer>/.exec(html)?.[1] ?? ''
  return body.replace(/<[^>]+>/g, ' ').replace(/&\w+;/g, ' ').split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length
}

// hold keeps a redirecting page where it is, so that it can be looked at.
export async function hold(context) {
  await context.route('**/*', async (route) => {
    if (new URL(route.request().url()).hostname !== '127.0.0.1') return route.abort()
    if (route.request().resourceType() !== 'document') return route.continue()
    const response = await route.fetch({ maxRedirects: 0 })
    if (!/html/.test(response.headers()['content-type'] ?? '')) return route.continue()
    await route.fulfill({ response, body: (await response.text()).replace('http-equiv="refresh"', 'data-held') })
  })
}
