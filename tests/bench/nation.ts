import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * The service with the data of a nation: every list and search, starts and memory of the processes, OCSP and CRLs.
 * Each bench fills a database of its own and compares its figures with its limits.
 * `node tests/bench/nation.ts [certificates] [cards] [persons] [audit entries]`
 */
const [
  ,
  ,
  certificates = '10000000',
  cards = '1000000',
  persons = '500000',
  entries = certificates,
] = process.argv

/** A tenth of the certificates are revoked, as `start` has it. */
const revoked = String(Number(certificates) / 10)
const parts: readonly (readonly string[])[] = [
  ['desk', persons, cards],
  ['tables', entries],
  ['start', certificates],
  ['crls', revoked, '3'],
  ['ocsp', String(Math.min(Number(certificates), 1_000_000)), '1'],
]
const failed: string[] = []
for (const [bench = '', ...words] of parts) {
  process.stdout.write(`\n== ${bench} ${words.join(' ')}\n`)
  const begun = performance.now()
  const running = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(bench === 'crls' ? ['--initial-old-space-size=128'] : []),
      `tests/bench/${bench}.ts`,
      ...words,
    ],
    { stdio: 'inherit' },
  )
  const [code] = await once(running, 'exit')
  process.stdout.write(`${bench}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
  if (code !== 0) failed.push(bench)
}
if (failed.length > 0) {
  process.stdout.write(`\nFailed, or beyond a limit: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
