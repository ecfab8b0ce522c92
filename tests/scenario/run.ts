import { scenarioSteps } from './steps.ts'
import { startEnvironment } from './environment.ts'

/**
 * `npm run scenario`: runs the main job once in its own demo environment, with progress; exits with 0, or
 * with the failed step.
 */
const begin = performance.now()
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

process.stdout.write('Starting an environment of its own … ')
const environment = await startEnvironment()
process.stdout.write(`${seconds(begin)}\n`)

const steps = scenarioSteps(environment)
let failed: { readonly name: string; readonly fault: unknown } | undefined
for (const [index, { name, action }] of steps.entries()) {
  const stepBegin = performance.now()
  process.stdout.write(`${String(index + 1).padStart(2)}/${steps.length} ${name} … `)
  try {
    await action()
    process.stdout.write(`${seconds(stepBegin)}\n`)
  } catch (fault) {
    failed = { name, fault }
    process.stdout.write('failed\n')
    break
  }
}
await environment.stop()

if (failed === undefined) process.stdout.write(`The scenario passed: ${seconds(begin)} in all.\n`)
else {
  const { fault } = failed
  process.stderr.write(
    `\nFailed at: ${failed.name}\n${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
  )
  process.stderr.write(`\nLast words of the programs:\n${environment.log().slice(-4000)}\n`)
  process.exitCode = 1
}
