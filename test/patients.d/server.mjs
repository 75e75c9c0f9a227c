// A host as readers meet it, on this machine's own address: text goes out
// compressed, the site's _headers are sent, a folder answers with its index
// and what is not there with the nearest 404.html. Speed and weight are
// measured through it, because a host that does not compress is none of ours.
import { createServer } from 'node:http'
import { readFileSync, statSync, readdirSync, existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import path from 'node:path'

const types = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  json: 'application/json', xml: 'application/xml', xsl: 'text/xsl; charset=utf-8', txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif',
  webmanifest: 'application/manifest+json', pdf: 'application/pdf', ics: 'text/calendar; charset=utf-8',
}
const text = /^(text\/|application\/(json|xml|manifest)|image\/svg)/

export const typeOf = (file) => types[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream'

// packed is what a text weighs on its way; level 6 is what hosts use.
export const packed = (body) => gzipSync(body, { level: 6 })

// headerRules reads _headers: a line at the margin is a path, with * for
// anything, and the lines below it are headers.
function headerRules(root) {
  const rules = []
  if (!existsSync(path.join(root, '_headers'))) return rules
  for (const line of readFileSync(path.join(root, '_headers'), 'utf8').split('\n')) {
    if (!line.trim() || line.trim().startsWith('#')) continue
    if (/^\S/.test(line)) {
      const pattern = line.trim().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')
      rules.push({ match: new RegExp(`^${pattern}$`), headers: [] })
    } else {
      const colon = line.indexOf(':')
      rules.at(-1).headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()])
    }
  }
  return rules
}

// find gives the file that answers a path, or the 404 nearest above it.
function find(root, pathname) {
  let file = path.join(root, pathname)
  if (file !== root && !file.startsWith(root + path.sep)) return { status: 403 }
  if (existsSync(file) && statSync(file).isDirectory()) {
    if (!pathname.endsWith('/')) return { status: 301, to: `${pathname}/` }
    file = path.join(file, 'index.html')
  }
  if (existsSync(file)) return { status: 200, file }
  for (let dir = path.dirname(file); dir.startsWith(root); dir = path.dirname(dir)) {
    if (existsSync(path.join(dir, '404.html'))) return { status: 404, file: path.join(dir, '404.html') }
  }
  return { status: 404 }
}

// serve starts a server on a free port and tells its address.
export async function serve(folder) {
  const root = path.resolve(folder)
  const rules = headerRules(root)
  const kept = new Map() // file → packed body; a measurement must not wait for a packer
  const server = createServer((request, response) => {
    let pathname
    try { pathname = decodeURIComponent(new URL(request.url, 'http://x').pathname) } catch { return response.writeHead(400).end() }
    const { status, file, to } = find(root, pathname)
    if (!file) return response.writeHead(status, to ? { location: encodeURI(to) } : {}).end()
    const headers = { 'content-type': typeOf(file), 'cache-control': 'public, max-age=0, must-revalidate' }
    for (const { match, headers: more } of rules) if (match.test(pathname)) Object.assign(headers, Object.fromEntries(more))
    let body = readFileSync(file)
    if (text.test(headers['content-type']) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      if (!kept.has(file)) kept.set(file, packed(body))
      body = kept.get(file)
      Object.assign(headers, { 'content-encoding': 'gzip', vary: 'accept-encoding' })
    }
    response.writeHead(status, { ...headers, 'content-length': body.length }).end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(done) }),
  }
}

// files lists a folder's files, by path from it, sorted.
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort()
}

// address is where a reader finds a file of the site.
export const address = (file) => '/' + file.replace(/(^|\/)index\.html$/, '$1').split('/').map(encodeURIComponent).join('/')
