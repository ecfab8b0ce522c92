import { storySteps } from './steps.ts'
import { startWorld } from './world.ts'

/** `npm run scenario`: tells the main job once in a world of its own, with progress; ends with 0, or with the step that failed. */
const begin = performance.now()
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`

process.stdout.write('Starting a world of its own … ')
const world = await startWorld()
process.stdout.write(`${seconds(begin)}\n`)

const steps = storySteps(world)
let failed: { readonly name: string; readonly fault: unknown } | undefined
for (const [index, { name, act }] of steps.entries()) {
  const stepBegin = performance.now()
  process.stdout.write(`${String(index + 1).padStart(2)}/${steps.length} ${name} … `)
  try {
    await act()
    process.stdout.write(`${seconds(stepBegin)}\n`)
  } catch (fault) {
    failed = { name, fault }
    process.stdout.write('failed\n')
    break
  }
}
await world.stop()

if (failed === undefined) process.stdout.write(`The story holds: ${seconds(begin)} in all.\n`)
else {
  const { fault } = failed
  process.stderr.write(
    `\nFailed at: ${failed.name}\n${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`,
  )
  process.stderr.write(`\nLast words of the programs:\n${world.log().slice(-4000)}\n`)
  process.exitCode = 1
}
