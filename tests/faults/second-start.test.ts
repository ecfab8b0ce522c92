import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { startWorld, type World } from '../story/world.ts'

describe('a second start on the same data', () => {
  let world: World
  before(async () => {
    world = await startWorld()
  })
  after(() => world.stop())

  it('is refused with its reason, and the first goes on unharmed', async () => {
    const second = await runService(world.data)
    assert.notEqual(second.code, 0)
    for (const words of [/on käytössä/, /är i bruk/, /is in use/]) assert.match(second.said, words)
    assert.doesNotMatch(second.said, /at file:/, 'no stack: a person reads it')

    const ready = await fetch(`${world.portal}/health/ready`)
    assert.deepEqual(await ready.json(), {
      status: 'ready',
      parts: { database: 'works', signer: 'works' },
    })
  })
})

/** Starts the service as the second of two would, on ports of its own; answers how it ended. */
function runService(
  data: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const anyPort = Object.fromEntries(
    ['PORTAL', 'STATUS', 'METRICS', 'STATUS_METRICS', 'MACHINES'].map((name) => [
      `SOTEVARMENNE_${name}_PORT`,
      '0',
    ]),
  )
  const service = spawn(process.execPath, [path.resolve('apps/server/src/entry/all.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...anyPort, SOTEVARMENNE_DATA: data, SOTEVARMENNE_EXAMPLE_WORLD: '1' },
  })
  const said: string[] = []
  for (const stream of [service.stdout, service.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')))
  return new Promise((resolve) =>
    service.once('close', (code) => {
      resolve({ code, said: said.join('') })
    }),
  )
}
