// Lighthouse, as a mid-range phone on slow 4G sees home and an article: one
// where text is largest and one with a lead picture, in both languages. The
// median of three runs counts.
//
// The network and the processor are simulated from what the browser did here,
// so the figures hold only on a calm machine: each run waits for one, up to
// LH_PATIENCE seconds. On a machine that is always busy, lower LH_MIN (the four
// scores) and raise LH_LCP (milliseconds where text is largest, with a picture)
// and LH_TBT (milliseconds for which the page may block). Others on the machine
// can only add to the time that a page blocks, so the least of the runs counts.
//
//	node lighthouse.mjs SITE
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { address, serve } from './server.mjs'
import { browserPath, fault, flags, judges, site, verdict, words } from './judge.mjs'

const folder = process.argv[2]
const parts = ['performance', 'accessibility', 'best-practices', 'seo']
const least = (process.env.LH_MIN ?? '100,100,100,100').split(',').map(Number)
const [ofText, ofPicture] = (process.env.LH_LCP ?? '1000,1800').split(',').map(Number)
const mayBlock = Number(process.env.LH_TBT ?? 0)
const patience = Number(process.env.LH_PATIENCE ?? 120)
const runs = Number(process.env.LH_RUNS ?? 3)

const launcher = await import(pathToFileURL(judges.resolve('chrome-launcher')))
const { default: lighthouse } = await import(pathToFileURL(judges.resolve('lighthouse')))

// calm waits until the machine has little else to do.
let left = patience
async function calm() {
  while (loadavg()[0] > 1.5 && left > 0) {
    left -= 5
    await new Promise((go) => setTimeout(go, 5000))
  }
}

// once measures a page; what the browser failed to record is recorded again.
async function once(file) {
  await calm()
  const ask = () => lighthouse(host.url + address(file), { port: browser.port, output: 'json', logLevel: 'silent', formFactor: 'mobile', onlyCategories: parts })
  const { lhr } = await ask()
  return lhr.runtimeError ? (await ask()).lhr : lhr
}

const all = site(folder)
// An article is one of about a thousand words.
const far = (p) => Math.abs(words(p.html) - 1000)
const article = (lang, fits) => all.filter((p) => p.kind === 'article' && p.lang === lang && fits(p)).sort((a, b) => far(a) - far(b))[0]?.file
const lead = (p) => p.html.includes('<figure class="lead"')
const pages = [
  ['index.html'], ['hi/index.html'],
  [article('en', (p) => !lead(p))], [article('en', lead)], [article('hi', (p) => !lead(p))], [article('hi', lead)],
].flat().filter(Boolean)

const host = await serve(folder)
const browser = await launcher.launch({ chromePath: browserPath, chromeFlags: ['--headless=new', ...flags], logLevel: 'silent' })
let measured = 0
try {
  for (const file of pages) {
    const results = []
    for (let i = 0; i < runs; i++) {
      const lhr = await once(file)
      if (lhr.runtimeError) fault(lhr.runtimeError.message, file)
      else results.push(lhr)
    }
    results.sort((a, b) => a.categories.performance.score - b.categories.performance.score || b.audits['largest-contentful-paint'].numericValue - a.audits['largest-contentful-paint'].numericValue)
    const median = results[results.length >> 1]
    if (!median) continue
    measured++
    judge(file, median, Math.round(Math.min(...results.map(({ audits }) => audits['total-blocking-time'].numericValue))))
  }
} finally {
  browser.kill()
  await host.close()
}

function judge(file, { categories, audits }, blocked) {
  const scores = parts.map((part) => Math.round(categories[part].score * 100))
  const value = (audit) => audits[audit]?.numericValue ?? 0
  const requests = audits['network-requests']?.details?.items ?? []
  const largest = JSON.stringify(audits['largest-contentful-paint-element']?.details ?? audits['lcp-breakdown-insight']?.details ?? '')
  const picture = /<img|"nodeLabel":"[^"]*img/i.test(largest)
  // A lead picture takes its share of the line also where, in the end, the
  // text is the larger of the two.
  const limit = picture || /fetchpriority="high"/.test(readFileSync(join(folder, file), 'utf8')) ? ofPicture : ofText
  console.log(`  ${file}: ${scores.join(' ')}; largest paint ${Math.round(value('largest-contentful-paint'))} ms (${picture ? 'a picture' : 'text'}), blocked ${blocked} ms, shift ${value('cumulative-layout-shift').toFixed(3)}, ${requests.length} requests, ${requests.reduce((sum, r) => sum + (r.transferSize || 0), 0)} bytes`)
  parts.forEach((part, i) => {
    if (scores[i] >= least[i]) return
    const why = categories[part].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1).map(({ id }) => id)
    fault(`${part} is ${scores[i]}, not ${least[i]}: ${why.join(', ')}`, file)
  })
  if (value('largest-contentful-paint') > limit) fault(`the largest paint comes later than ${limit} ms`, `${file}: ${Math.round(value('largest-contentful-paint'))} ms`)
  const moved = (audits['layout-shifts']?.details?.items ?? []).map((item) => `${item.node?.selector ?? ''} ${item.subItems?.items?.map((i) => i.cause).join(', ') ?? ''}`.trim())
  if (value('cumulative-layout-shift') > 0) fault('the page moves while it loads', `${file}: ${value('cumulative-layout-shift').toFixed(3)}: ${moved.join(', ')}`)
  if (blocked > mayBlock) fault('the page blocks', `${file}: ${blocked} ms`)
}

verdict('lighthouse', measured, `${measured} pages, median of ${runs}, on a machine with a load of ${loadavg()[0].toFixed(1)}; at least ${least.join(' ')}, ${ofText} and ${ofPicture} ms`)
process.exit()
