// Pictures of the site for people to look at: a phone and a desktop, light and
// dark, English and Hindi, and an article on paper.
//
//	node screens.mjs SITE FOLDER
//
// Without FOLDER it only sees whether each picture can be made and shows
// something. With it, the pictures and their index are written anew. pngquant
// packs them with a fixed palette; where the fonts and the browser are the
// same, so are the bytes.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { address, serve } from './server.mjs'
import { browse, fault, site, verdict } from './judge.mjs'

const [folder, to] = process.argv.slice(2)
const all = site(folder)
const of = (kind, lang, holds = '') => all.find((p) => p.kind === kind && p.lang === lang && p.html.includes(holds))
// The topic with the most articles is on the largest page that is a topic.
const topic = (lang) => all.filter((p) => p.lang === lang && /(^|\/)topics\/[^/]+\/index\.html$/.test(p.file)).sort((a, b) => b.html.length - a.html.length)[0]
const article = (lang) => of('article', lang, 'callout emergency') && all.filter((p) => p.kind === 'article' && p.lang === lang && p.html.includes('callout emergency') && p.html.includes('class="lead"') && p.html.includes('class="table"'))[0]

// What is shown, in this order; search when the site has it.
const subjects = [
  ['home', 'The front page', (lang) => of('home', lang)],
  ['article', 'An article', article],
  ['topic', 'A topic', topic],
  ['person', 'A person', (lang) => of('person', lang)],
  ['search', 'Searching', (lang) => of('search', lang)],
  ['404', 'An address that is not there', (lang) => of('notfound', lang)],
]
const sizes = { phone: { width: 360, height: 780 }, desktop: { width: 1280, height: 900 } }
const languages = { en: 'English', hi: 'Hindi' }

const host = await serve(folder)
const browser = await browse(['--hide-scrollbars', '--font-render-hinting=none'])
const work = mkdtempSync(path.join(tmpdir(), 'screens-'))
const made = []

// keep looks whether a picture shows more than one colour, and packs it.
function keep(name, png) {
  const file = path.join(work, `${name}.png`)
  writeFileSync(file, png)
  execFileSync('pngquant', ['--force', '--nofs', '--speed', '1', '--strip', '--output', file, /^print/.test(name) ? '16' : '40', file])
  if (readFileSync(file).length < 2000) fault(`the picture ${name} shows nothing`)
  made.push(name)
}

async function screen(name, file, size, colorScheme, before) {
  const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce', locale: 'en-IN', timezoneId: 'Asia/Kolkata' })
  const page = await context.newPage()
  await page.goto(host.url + address(file), { waitUntil: 'networkidle' })
  await before?.(page)
  keep(name, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  await context.close()
}

// typed asks the search page for a word of the article that is shown.
const typed = (lang) => async (page) => {
  const title = /<h1>([^<]*)/.exec(article(lang).html)[1]
  await page.fill('main input[type="search"]', title.split(/[^\p{L}\p{M}]+/u).sort((a, b) => b.length - a.length)[0])
  await page.keyboard.press('Enter')
  await page.waitForTimeout(700)
}

async function print(name, file) {
  const page = await browser.newPage()
  await page.goto(host.url + address(file), { waitUntil: 'networkidle' })
  await page.pdf({ path: path.join(work, 'page.pdf'), format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } })
  execFileSync('pdftoppm', ['-r', '60', '-f', '1', '-l', '1', '-png', '-singlefile', path.join(work, 'page.pdf'), path.join(work, 'page')])
  keep(name, readFileSync(path.join(work, 'page.png')))
  await page.close()
}

try {
  for (const lang of Object.keys(languages)) {
    for (const [subject, , find] of subjects) {
      const page = find(lang)
      if (!page) { if (subject !== 'search') fault(`there is no page to show ${subject} in ${lang}`); continue }
      for (const [device, size] of Object.entries(sizes)) {
        for (const scheme of ['light', 'dark']) await screen(`${subject}-${lang}-${device}-${scheme}`, page.file, size, scheme, subject === 'search' ? typed(lang) : undefined)
      }
    }
    if (article(lang)) await print(`print-${lang}`, article(lang).file)
  }
  if (to) write()
} finally {
  await browser.close()
  rmSync(work, { recursive: true })
  await host.close()
}

// write renews the folder and its index.
function write() {
  mkdirSync(to, { recursive: true })
  for (const old of readdirSync(to)) if (/\.png$/.test(old)) rmSync(path.join(to, old))
  let bytes = 0
  for (const name of made) {
    const png = readFileSync(path.join(work, `${name}.png`))
    bytes += png.length
    writeFileSync(path.join(to, `${name}.png`), png)
  }
  writeFileSync(path.join(to, 'README.md'), index())
  console.log(`  ${made.length} pictures, ${(bytes / 1e6).toFixed(2)} MB`)
}

function index() {
  const shot = (name) => made.includes(name) ? `![${name.replaceAll('-', ', ')}](${name}.png)` : ''
  let out = '# How it looks\n\n<!-- Made by: test/patients --screens -->\n\nThis repository’s site in the theme `clinic`, as Chromium shows it with Debian’s Noto fonts: a phone of 360 × 780 and a desktop of 1280 × 900, each by day and by night. Other systems have other fonts.\n'
  for (const [subject, words] of subjects) {
    if (!made.includes(`${subject}-en-phone-light`)) continue
    out += `\n## ${words}\n`
    for (const [lang, name] of Object.entries(languages)) {
      out += `\n${name}\n\n| phone, light | phone, dark |\n| --- | --- |\n| ${shot(`${subject}-${lang}-phone-light`)} | ${shot(`${subject}-${lang}-phone-dark`)} |\n\n| desktop, light | desktop, dark |\n| --- | --- |\n| ${shot(`${subject}-${lang}-desktop-light`)} | ${shot(`${subject}-${lang}-desktop-dark`)} |\n`
    }
  }
  return `${out}\n## On paper\n\n| English | Hindi |\n| --- | --- |\n| ${shot('print-en')} | ${shot('print-hi')} |\n`
}

verdict('screens', made.length, `${made.length} pictures`)
