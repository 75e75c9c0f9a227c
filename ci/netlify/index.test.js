// node --test ci/netlify
'use strict'
const assert = require('node:assert/strict')
const { test } = require('node:test')
const { onSuccess } = require('./index.js')

// deploy is one deploy: what it ran, and what its summary shows.
async function deploy({ env = {}, local = false, config = { publish: { on: 'netlify' } }, code = 0 } = {}) {
  const ran = [], shown = []
  const before = { ...process.env }
  const printed = { log: console.log, error: console.error }
  console.log = console.error = () => {}
  Object.assign(process.env, { NETLIFY: 'true', CONTEXT: 'production', ...env })
  try {
    await onSuccess({
      inputs: { program: './nadi' },
      constants: { IS_LOCAL: local },
      utils: {
        status: { show: (s) => shown.push(s) },
        run: async (file, args, options) => {
          assert.equal(options.reject, false)
          ran.push([file, ...args].join(' '))
          if (args[0] !== 'config') return { exitCode: code }
          return config ? { exitCode: 0, stdout: JSON.stringify(config) } : { exitCode: undefined, stdout: '', shortMessage: 'not found' }
        },
      },
    })
  } finally {
    Object.assign(console, printed)
    process.env = before
  }
  assert.equal(shown.length, 1, 'the summary shows one thing')
  assert.ok(shown[0].title && shown[0].summary)
  return { ran, shown: `${shown[0].title}: ${shown[0].summary}` }
}

test('a production deploy posts, once', async () => {
  const d = await deploy()
  assert.deepEqual(d.ran, ['./nadi config --json', './nadi syndicate'])
  assert.match(d.shown, /Nadi has posted/)
})

for (const [name, how] of Object.entries({
  'a deploy preview': { env: { CONTEXT: 'deploy-preview' } },
  'a branch deploy': { env: { CONTEXT: 'branch-deploy' } },
  'no context': { env: { CONTEXT: '' } },
  'a local build': { local: true },
  'another machine': { env: { NETLIFY: '' } },
})) {
  test(`${name} runs nothing`, async () => {
    const d = await deploy(how)
    assert.deepEqual(d.ran, [])
    assert.match(d.shown, /posts nothing/)
  })
}

for (const on of ['', 'github', 'here']) {
  test(`publish.on "${on}" posts nothing`, async () => {
    const d = await deploy({ config: { publish: { on } } })
    assert.deepEqual(d.ran, ['./nadi config --json'])
    assert.match(d.shown, /posts nothing/)
  })
}

test('a program that is not there is said', async () => {
  const d = await deploy({ config: null })
  assert.deepEqual(d.ran, ['./nadi config --json'])
  assert.match(d.shown, /could not start/)
})

for (const [code, words] of [[1, /log above says what/], [3, /Nothing is lost/], [4, /A person is needed/]]) {
  test(`exit code ${code} is shown and breaks nothing`, async () => {
    assert.match((await deploy({ code })).shown, words)
  })
}
