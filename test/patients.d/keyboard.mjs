// A walk through the site with nothing but a keyboard, in Chromium: home and
// articles on a phone's and a desktop's width, light and dark.
//
// At every stop of Tab: the focus can be seen (an outline of 2 pixels or more
// that stands off the ground by 3 to 1), lies inside the window and under
// nothing else; the stops come in the order of the page, from top to bottom
// on a phone; none is left out, none holds the reader, and Shift+Tab leads
// back. Then what a reader does: skip to the text, change the language, choose
// a topic, follow a video (nothing is asked of its host before), search.
//
//	node keyboard.mjs SITE
import { address, serve } from './server.mjs'
import { browse, chosen, fault, site, verdict } from './judge.mjs'

const folder = process.argv[2]
const all = site(folder)
const host = await serve(folder)
const browser = await browse()
let steps = 0

// here describes where the focus is; it runs in the page.
function here() {
  const e = document.activeElement
  if (!e || e === document.body || e === document.documentElement) return null
  const colour = (text) => { const c = document.createElement('canvas').getContext('2d'); c.fillStyle = '#fff'; c.fillRect(0, 0, 1, 1); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3) }
  const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  // An outline that keeps its distance lies on what is around.
  const ground = () => { for (let p = parseFloat(getComputedStyle(e).outlineOffset) > 0 ? e.parentElement : e; p; p = p.parentElement) { const c = getComputedStyle(p).backgroundColor; if (!/, 0\)$|transparent/.test(c)) return colour(c) } return [255, 255, 255] }
  const style = getComputedStyle(e), box = e.getBoundingClientRect()
  const [a, b] = [light(colour(style.outlineColor)), light(ground())].sort((x, y) => y - x)
  const first = e.getClientRects()[0] ?? box
  const above = document.elementFromPoint(Math.min(first.right - 1, Math.max(first.left + 1, first.left + first.width / 2)), first.top + first.height / 2)
  return {
    index: [...document.querySelectorAll('*')].indexOf(e),
    name: `${e.tagName.toLowerCase()}${e.className ? '.' + e.className : ''} "${(e.innerText || e.ariaLabel || e.getAttribute('href') || e.name || '').trim().slice(0, 30)}"`,
    line: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), contrast: (a + 0.05) / (b + 0.05),
    inside: box.top < innerHeight && box.bottom > 0 && first.left >= -1 && first.left < innerWidth && box.width > 0,
    covered: !!above && !e.contains(above) && !above.contains(e), top: first.top + scrollY, bottom: first.bottom + scrollY, fixed: style.position === 'fixed',
  }
}

// stops are the elements that Tab should reach, in the order of the page.
const stops = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex="0"]')]
  .filter((e) => !e.disabled && e.type !== 'hidden' && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length)
  .map((e) => [...document.querySelectorAll('*')].indexOf(e))

async function walk(page, where, phone) {
  const expected = await page.evaluate(stops)
  // A page may put the focus into its field; the walk begins at the top.
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex') })
  const seen = []
  for (let i = 0; i < expected.length + 30; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(here)
    if (!at || at.index === seen[0]?.index) break // the end: the browser's own bar, or the beginning again
    steps++
    if (at.line < 2) fault(`the focus cannot be seen on ${at.name}: its outline is ${at.line} px`, where)
    if (at.contrast < 3) fault(`the outline of ${at.name} has a contrast of ${at.contrast.toFixed(1)}, 3 is needed`, where)
    if (!at.inside) fault(`the focus is outside the window on ${at.name}`, where)
    if (at.covered) fault(`something lies over the focus on ${at.name}`, where)
    const before = seen.at(-1)
    if (before?.index === at.index && !/^(audio|video)/.test(at.name)) { fault(`Tab is trapped on ${at.name}`, where); return }
    if (before && at.index < before.index) fault(`Tab goes back from ${before.name} to ${at.name}`, where)
    // On a phone all is one column, so the next stop is never higher up.
    if (phone && before && at.bottom < before.top - 1 && !/\bskip\b/.test(before.name)) fault(`Tab goes up from ${before.name} to ${at.name}`, where)
    seen.push(at)
  }
  if (!/skip/.test(seen[0]?.name ?? '')) fault(`the first stop is ${seen[0]?.name}, not the link that skips to the text`, where)
  const reached = new Set(seen.map((s) => s.index))
  const left = expected.filter((index) => !reached.has(index))
  if (left.length) fault(`Tab leaves out ${await page.evaluate((list) => list.slice(0, 3).map((i) => document.querySelectorAll('*')[i].outerHTML.slice(0, 80)).join(' '), left)}`, where)
  if (seen.length >= expected.length + 30) fault('Tab does not come to an end', where)
  // And back: the last stop first.
  await page.keyboard.press('Shift+Tab')
  const back = await page.evaluate(here)
  if (back && back.index < seen.at(-2)?.index) fault(`Shift+Tab from the end leads to ${back.name}`, where)
}

// tabTo presses Tab until the focus is on what a selector names.
async function tabTo(page, selector) {
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return true
  }
  return false
}

const asked = [] // requests to other hosts
async function context(options) {
  const made = await browser.newContext({ serviceWorkers: 'block', ...options })
  await made.route((url) => url.hostname !== '127.0.0.1', (route) => { asked.push(route.request().url()); return route.fulfill({ contentType: 'text/html', body: '<title>elsewhere</title>' }) })
  return made
}

async function skipping(page, file) {
  await page.goto(host.url + address(file))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const inMain = await page.evaluate(() => !!document.activeElement?.closest('main'))
  if (!inMain) fault('after the skip link Tab does not go on in the text', file)
  steps++
}

async function language(page, file, other, sameArticle) {
  await page.goto(host.url + address(file))
  const id = () => page.evaluate(() => [document.documentElement.lang, document.querySelector('meta[name="nadi:id"]')?.content.split('.')[0]])
  const before = await id()
  if (!await tabTo(page, `.languages a[hreflang="${other}"]`)) return fault(`Tab does not reach the switch to ${other}`, file)
  const spoken = await page.evaluate(() => document.activeElement.lang)
  if (spoken !== other) fault(`the switch to ${other} is not marked as ${other}, so it is read out wrongly`, file)
  await Promise.all([page.waitForURL((url) => url.pathname !== address(file)), page.keyboard.press('Enter')])
  const after = await id()
  if (after[0] !== other) fault(`the switch to ${other} leads to a page in ${after[0]}`, file)
  if (sameArticle && after[1] !== before[1]) fault(`the switch to ${other} leads to another article`, file)
  if (sameArticle) {
    if (!await tabTo(page, `.languages a[hreflang="${before[0]}"]`)) return fault(`there is no way back to ${before[0]}`, file)
    await Promise.all([page.waitForURL((url) => url.pathname === address(file)), page.keyboard.press('Enter')]).catch(() => fault('the way back leads elsewhere', file))
  }
  steps++
}

async function topic(page, file) {
  await page.goto(host.url + address(file))
  if (!await tabTo(page, '.topics li:last-child a')) return fault('Tab does not reach the last topic', file)
  const href = await page.evaluate(() => document.activeElement.href)
  const inside = () => { const r = document.activeElement.getBoundingClientRect(); return r.left >= -1 && r.right <= innerWidth + 1 }
  if (!await page.waitForFunction(inside, null, { timeout: 2000 }).catch(() => null)) fault('the last topic is not scrolled into the window when it has the focus', file)
  await Promise.all([page.waitForURL(href), page.keyboard.press('Enter')]).catch(() => fault(`Enter on the last topic does not open ${href}`, file))
  steps++
}

async function video(page, file) {
  asked.length = 0
  await page.goto(host.url + address(file), { waitUntil: 'networkidle' })
  if (!await tabTo(page, '.video-card a, .video-card button')) return fault('Tab does not reach the video', file)
  if (asked.length) fault(`asked of other hosts before anybody wanted the video: ${asked[0]}`, file)
  const name = await page.evaluate(() => document.activeElement.innerText)
  if (!/youtube/i.test(name)) fault(`the video's link does not say where it leads: "${name}"`, file)
  await page.keyboard.press('Enter')
  await page.waitForTimeout(800)
  if (!asked.some((url) => /youtube(-nocookie)?\.com/.test(url))) fault('Enter on the video does not open it', file)
  steps++
}

// words to look for: the longest of an article's title, and it with a slip.
async function search(page, file) {
  const lang = all.find((p) => p.file === file).lang
  const target = all.find((p) => p.kind === 'article' && p.lang === lang && /class="callout/.test(p.html) && !/retracted"/.test(p.html))
  const title = /<h1>([^<]*)/.exec(target.html)[1]
  const word = title.split(/[^\p{L}\p{M}]+/u).sort((a, b) => b.length - a.length)[0]
  await page.goto(host.url + address(file))
  if (!await tabTo(page, 'main input[type="search"]')) return fault('Tab does not reach the search field', file)
  for (const typed of [word, word.slice(0, 2) + word.slice(3)]) {
    await page.keyboard.press('Control+A')
    await page.keyboard.type(typed, { delay: 20 })
    await page.keyboard.press('Enter')
    const found = await page.waitForFunction((path) => [...document.querySelectorAll('main a')].some((a) => new URL(a.href).pathname === path), address(target.file), { timeout: 5000 }).catch(() => null)
    if (!found) fault(`searching for "${typed}" does not find "${title}"`, file)
    if (!await page.evaluate(() => [...document.querySelectorAll('[role="status"], [aria-live="polite"], output')].some((e) => e.textContent.trim()))) fault(`searching for "${typed}" tells a screen reader nothing`, file)
  }
  const first = await tabTo(page, 'main li a')
  if (!first) return fault('Tab does not reach the results', file)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]).catch(() => fault('Enter on a result does not open it', file))
  steps++
}

try {
  const home = ['index.html', 'hi/index.html'], articles = chosen(all).filter((p) => p.kind === 'article')
  const largest = (lang, holds = '') => articles.filter((p) => p.lang === lang && p.html.includes(holds)).sort((a, b) => b.html.length - a.html.length)[0]?.file
  const walked = [...home, largest('en'), largest('hi'), largest('en', 'video-card'), '404.html', ...all.filter((p) => ['search', 'newsroom', 'subscribe'].includes(p.kind) && p.lang === 'en').map((p) => p.file)]
  for (const [width, height] of [[360, 780], [1280, 900]]) {
    for (const colorScheme of ['light', 'dark']) {
      const made = await context({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
      const page = await made.newPage()
      for (const file of new Set(walked.filter(Boolean))) {
        await page.goto(host.url + address(file))
        await walk(page, `${file} (${colorScheme}, ${width})`, width === 360)
      }
      await made.close()
    }
    // Each deed in a window of its own, or the end of one disturbs the next.
    const alone = async (deed, ...more) => {
      const made = await context({ viewport: { width, height } })
      await deed(await made.newPage(), ...more)
      await made.close()
    }
    for (const lang of ['en', 'hi']) {
      const other = lang === 'en' ? 'hi' : 'en', at = largest(lang)
      await alone(skipping, at)
      await alone(topic, lang === 'en' ? 'index.html' : 'hi/index.html')
      const pair = articles.find((p) => p.lang === lang && new RegExp(`rel="alternate" hreflang="${other}"`).test(p.html))
      if (pair) await alone(language, pair.file, other, true)
      else fault(`no article in ${lang} has a translation`)
      const single = articles.find((p) => p.lang === lang && !new RegExp(`rel="alternate" hreflang="${other}"`).test(p.html))
      if (single) await alone(language, single.file, other, false)
      const film = largest(lang, 'class="video-card"')
      if (film) await alone(video, film)
      const finder = all.find((p) => p.kind === 'search' && p.lang === lang)
      if (finder) await alone(search, finder.file)
    }
  }
} finally {
  await browser.close()
  await host.close()
}
verdict('keyboard', steps, `${steps} stops and actions`)
