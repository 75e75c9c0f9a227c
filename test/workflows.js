// Laws of the workflows that no linter knows, and the shell of action.yml, cut
// out for one. Called by test/workflows with a folder to write into.
'use strict'
const fs = require('node:fs')
const yaml = require('js-yaml')

const folder = process.argv[2]
let faults = 0
const fault = (words) => { faults++; console.error(words) }
const read = (file) => yaml.load(fs.readFileSync(file, 'utf8'))
const pinned = (uses) => uses.startsWith('./') || /^[\w-]+\/[\w/.-]+@[0-9a-f]{40}$/.test(uses)

for (const name of ['publish', 'preview', 'due', 'operate']) {
  const file = `.github/workflows/${name}.yml`
  const flow = read(file)
  if (Object.keys(flow.permissions ?? { all: 1 }).length) fault(`${file}: permissions at the top must be {}, so that each job says its own`)
  const triggers = Object.keys(flow.on ?? flow[true])
  for (const t of triggers.filter((t) => t.startsWith('pull_request_') || t === 'workflow_run')) fault(`${file}: ${t} would give a stranger's pull request our token`)
  for (const [id, job] of Object.entries(flow.jobs)) {
    const at = `${file}, job ${id}`
    if (!job.permissions) fault(`${at}: no permissions of its own`)
    if (!job.uses && !job['timeout-minutes']) fault(`${at}: no timeout-minutes`)
    if (job.concurrency?.['cancel-in-progress'] && id === 'publish') fault(`${at}: a run that posts must not be cancelled`)
    const secret = /\$\{\{\s*secrets\./.test(JSON.stringify(job))
    if (secret && job.environment !== 'production') fault(`${at}: secrets outside the environment production`)
    if (name === 'preview' && secret) fault(`${at}: a secret near a pull request`)
    const writes = Object.values(job.permissions ?? {}).includes('write')
    let ours = true // whose program the steps run
    for (const step of job.steps ?? []) {
      if (step.uses && !pinned(step.uses)) fault(`${at}: ${step.uses} is not pinned to a full commit id`)
      if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] === undefined) fault(`${at}: checkout must say whether git keeps the token`)
      if (step.run?.includes('${{')) fault(`${at}: an expression in a run line is a hole for injection; hand it over by env`)
      if (step.uses?.startsWith('./')) ours = name !== 'preview' || step.uses === './base'
      if (writes && !ours) fault(`${at}: a job that may write runs the pull request's program`)
    }
  }
}

const action = read('action.yml')
if (action.runs.using !== 'composite') fault('action.yml: not composite')
const parts = { source: 0, build: 3, command: 4 }
action.runs.steps.forEach((step, i) => {
  if (step.uses && !pinned(step.uses)) fault(`action.yml: ${step.uses} is not pinned to a full commit id`)
  if (step.run && step.shell !== 'bash') fault('action.yml: a run step needs its shell')
  if (step.run?.includes('${{')) fault('action.yml: an expression in a run line is a hole for injection')
  const part = Object.keys(parts).find((p) => parts[p] === i)
  if (Boolean(step.run) !== Boolean(part)) fault(`action.yml: step ${i} is not what test/workflows.js takes it for`)
  if (part && step.run) fs.writeFileSync(`${folder}/run-action-${part}.sh`, `set -eo pipefail # as GitHub calls it\n${step.run}`)
})
for (const [name, input] of Object.entries(action.inputs)) {
  if (!input.description) fault(`action.yml: input ${name} has no description`)
  if (!JSON.stringify(action.runs).includes(`inputs.${name}`)) fault(`action.yml: input ${name} does nothing`)
}

// One Go for all, or a page would differ with where it was made.
const go = {}
for (const [file, pattern] of Object.entries({
  '.github/workflows/ci.yml': /GO_VERSION: "([\d.]+)"/, 'action.yml': /go-version: "([\d.]+)"/,
  'netlify.toml': /GO_VERSION = "([\d.]+)"/, 'ci/gitlab-ci.yml': /golang:([\d.]+)/,
})) {
  const found = pattern.exec(fs.readFileSync(file, 'utf8'))
  ;(go[found?.[1] ?? 'none'] ??= []).push(file)
}
if (Object.keys(go).length !== 1) fault(`not one version of Go: ${JSON.stringify(go)}`)

// Both places that have the accounts' secrets must list the same ones.
const listed = (file) => [...fs.readFileSync(file, 'utf8').matchAll(/secrets\.(NADI_\w+)/g)].map((m) => m[1]).sort().join(' ')
if (listed('.github/workflows/publish.yml') !== listed('.github/workflows/operate.yml')) fault('publish.yml and operate.yml list different secrets')

process.exit(faults ? 1 : 0)
