/**
 * `npm run check`: every automated check. Each step runs even when an earlier one failed; one failure fails
 * all.
 */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { compiler, environment, installNodePackages, node24, root, say } from './machine.mjs'

installNodePackages()

const bin = (name) => path.join(root, 'node_modules/.bin', name)
/** @type {[name: string, program: string, words: string[]][]} */
const steps = [
  ['types', node24, [compiler, '-p', '.']],
  ['types of the portal', node24, [compiler, '-p', 'apps/portal']],
  ['types of the extension', node24, [compiler, '-p', 'apps/extension']],
  // The language of Node 20, which starts these programs before Node 24 is installed.
  ['set-up on Node 20', node24, [compiler, '-p', 'tsconfig.set-up.json']],
  ['purity', node24, [compiler, '-p', 'tsconfig.purity.json']],
  ['lint', bin('oxlint'), ['.']],
  ['dropped results', node24, ['tools/check-dropped-results.mjs']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  [
    'dependencies',
    bin('depcruise'),
    ['--config', 'tools/dependencies.config.mjs', 'libs', 'apps', 'tests', 'tools'],
  ],
  ['run-time dependencies', node24, ['tools/runtime-dependencies.mjs']],
  ['dead code', bin('knip'), ['--no-progress']],
  ['spelling', bin('cspell'), ['--no-progress', '--no-summary', '--dot', '.']],
  ['links', node24, ['tools/check-links.mjs']],
  ['rules', node24, ['tools/check-rules.mjs']],
  ['refusals', node24, ['tools/check-refusals.mjs']],
  ['vocabulary', node24, ['tools/check-vocabulary.mjs']],
  ['operations', node24, ['tools/check-operations.mjs']],
  ['declared once', node24, ['tools/check-declared-once.mjs']],
  ['OpenAPI', node24, ['tools/check-openapi.mjs']],
  ['API reference', node24, ['tools/api-reference.mjs', '--check']],
  ['rules and dashboards', node24, ['tools/observability.mjs', '--check']],
  ['release', node24, ['tools/check-release.mjs']],
  ['packages and SBOM', node24, ['tools/make-sbom.mjs']],
]

/** Starts one step; `failed` is true when it ended with a fault, whose words are then shown. */
const run = ([name, program, words]) =>
  new Promise((resolve) => {
    const before = Date.now()
    execFile(
      program,
      words,
      {
        cwd: root,
        env: { ...environment(), NODE_OPTIONS: '--max-old-space-size=4096' },
        maxBuffer: 64 * 1024 * 1024,
      },
      (fault, stdout, stderr) => {
        const seconds = ((Date.now() - before) / 1000).toFixed(1)
        say(`${fault ? '✘' : '✔'} ${name} (${seconds} s)`)
        if (fault) say(`${stdout}${stderr}`)
        resolve({ name, failed: fault !== null })
      },
    )
  })

/** The longest first, one for each processor at a time. */
const waiting = [...steps]
const results = []
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await run(step))
  }),
)
const failed = results.filter((one) => one.failed)

if (failed.length > 0) {
  say(
    `${failed.length} of ${steps.length} checks failed: ${failed.map(({ name }) => name).join(', ')}`,
  )
  process.exit(1)
}
