// Posts after a deploy on Netlify. Of Netlify's events only onSuccess comes when
// the deploy is live: a plugin that has it makes Netlify wait for that. Nadi
// looks at each page itself before it announces it, so a deploy that a person
// has locked, or that is slow, is not announced.
//
// It does nothing but in the production context, on Netlify's own machines, and
// where nadi.yaml says  publish: {on: netlify}.  A deploy preview must not post,
// and neither must a site that posts from somewhere else.
//
// Netlify lets a deploy stand whatever happens in onSuccess, and rightly: the
// site is live. So what went wrong must be said where people look: in the log,
// and in the deploy's summary.
'use strict'

const endings = {
  0: 'Every account has what is due.',
  3: 'Some accounts failed. Nothing is lost: the next deploy, or "Trigger deploy", tries again.',
  4: 'A person is needed. The log above says for what; docs/posting.md says what the words mean.',
}

async function onSuccess({ inputs, constants, utils }) {
  const show = (title, summary) => {
    console.log(`${title}: ${summary}`)
    utils.status.show({ title, summary })
  }
  const context = process.env.CONTEXT
  if (constants.IS_LOCAL || process.env.NETLIFY !== 'true' || context !== 'production') {
    return show('Nadi posts nothing', `this is ${constants.IS_LOCAL ? 'a local build' : `the context ${context || '(none)'}`}, not production`)
  }
  const run = (args, options) => utils.run(inputs.program, args, { reject: false, preferLocal: false, ...options })
  const config = await run(['config', '--json'], { stdio: 'pipe' })
  let on
  try {
    on = JSON.parse(config.stdout).publish.on
  } catch {
    console.error(config.stderr || config.shortMessage || 'nadi config gave no answer')
    return show('Nadi could not start', `${inputs.program} does not run, or nadi.yaml cannot be read; the log says more`)
  }
  if (on !== 'netlify') {
    return show('Nadi posts nothing', `nadi.yaml says publish.on: ${on || '(nothing)'}, not netlify`)
  }
  const { exitCode, signal } = await run(['syndicate'], { stdio: 'inherit' })
  const ending = endings[exitCode]
  if (exitCode !== 0) {
    console.error(`nadi syndicate ended with ${exitCode ?? signal}`)
  }
  show(exitCode === 0 ? 'Nadi has posted' : `Nadi ended with ${exitCode ?? signal}`, ending || 'Something is wrong; the log above says what. The site is live, and posts wait.')
}

module.exports = { onSuccess }
