// axe-core on every kind of page, WCAG 2.0 to 2.2, A and AA: both languages,
// both colour schemes, 320 and 1280 pixels wide. And no page may scroll
// sideways or cut words off: not at 320 pixels, which is 1280 at 400 percent,
// not with letters twice as large, not with the spacing of WCAG 1.4.12.
//
//	node axe.mjs SITE
import { readFileSync } from 'node:fs'
import { address, serve } from './server.mjs'
import { browse, chosen, fault, hold, judges, missing, site, verdict } from './judge.mjs'

const folder = process.argv[2]
const axe = readFileSync(judges.resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'

const all = site(folder)
for (const kind of missing(all)) fault(`there is no page of the kind ${kind}`)
const pages = chosen(all)
const host = await serve(folder)
let runs = 0, open = 0

async function look(page, where) {
  const found = await page.evaluate((values) => globalThis.axe.run(document.body ?? document.querySelector('[lang]'), { runOnly: { type: 'tag', values }, resultTypes: ['violations', 'incomplete'] }), rules)
  runs++
  open += found.incomplete.length
  for (const v of found.violations) {
    for (const n of v.nodes.slice(0, 3)) fault(`${v.id} (${v.impact}): ${v.help}: ${n.target.join(' ')}: ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''}`, where)
  }
}

// sideways finds what is wider than the window, and words that a box cuts off.
async function sideways(page, where) {
  const wide = await page.evaluate(() => {
    const name = (e) => e.tagName.toLowerCase() + (e.className ? `.${String(e.className).replaceAll(' ', '.')}` : '')
    const over = [], width = innerWidth, root = document.body ?? document.querySelector('[lang]') // a feed has no body
    const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX) && p !== document.body && p !== document.documentElement) return true }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
      const right = (e) => e.getBoundingClientRect().right
      const wide = [...root.querySelectorAll('*')].filter((e) => right(e) > width + 1 && !scrolls(e)).sort((a, b) => right(b) - right(a))
      over.push(`wider than the window: ${wide.slice(0, 3).map(name).join(', ')}`)
    }
    for (const e of root.querySelectorAll('*')) {
      const style = getComputedStyle(e)
      if (/hidden|clip/.test(style.overflowX) && style.position !== 'absolute' && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1) over.push(`${name(e)} cuts its words off`)
    }
    return over
  })
  if (wide.length) fault(wide.slice(0, 3).join(', '), where)
}

const browser = await browse()
const large = await browse(['--blink-settings=defaultFontSize=32,defaultFixedFontSize=26'])
try {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block', reducedMotion: 'reduce' })
  const big = await large.newContext({ serviceWorkers: 'block', viewport: { width: 360, height: 780 } })
  await hold(context)
  await hold(big)
  const page = await context.newPage(), bigPage = await big.newPage()
  for (const { file, kind } of pages) {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(host.url + address(file))
    await page.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true })
    await page.evaluate(axe)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: width === 320 ? 256 : 900 })
        await look(page, `${kind} ${file} (${colorScheme}, ${width})`)
        if (colorScheme === 'light') await sideways(page, `${kind} ${file} (${width})`)
      }
    }
    if (kind !== 'feed') {
      await page.addStyleTag({ content: spacing })
      await sideways(page, `${kind} ${file} (320, with wide spacing)`)
    }
    await bigPage.goto(host.url + address(file))
    await sideways(bigPage, `${kind} ${file} (360, letters at 200 %)`)
  }
} finally {
  await browser.close()
  await large.close()
  await host.close()
}
verdict('axe', runs, `${pages.length} pages of ${new Set(pages.map((p) => `${p.kind} ${p.lang}`)).size} kinds and languages, ${runs} runs, ${open} left for a person to judge`)
