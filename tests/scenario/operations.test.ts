import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { decideProposal, proposeAppointment, viewRoles } from '@sotevarmenne/api/access'
import { viewVisitor } from '@sotevarmenne/api/orders'
import { viewOverview } from '@sotevarmenne/api/overview'
import { version } from '@sotevarmenne/kernel/version'
import { readerHands } from './reader-hands.ts'
import { serviceHands, type ServiceHands } from './service-hands.ts'
import { startWorld, type World } from './world.ts'

describe('those who run the service, in a world of their own', () => {
  const aino = '140388-9039'
  let world: World
  let handler: ServiceHands
  let registrar: ServiceHands

  before(async () => {
    world = await startWorld()
    const reader = readerHands(world)
    for (const serial of await reader.shelf()) {
      await reader.insert(serial)
      const hands = serviceHands(world, reader)
      const { roles } = await hands.signInWith('1234')
      if (roles.includes('handler')) handler = hands
      else registrar = hands
    }
  })
  after(() => world.stop())

  it('see what was issued, how fresh the lists are, and what waits', async () => {
    const { hours, lists, queue } = await handler.ask(viewOverview, {})
    const issued = hours.reduce((sum, hour) => sum + hour.issued, 0)
    assert.ok(issued >= 4, 'two cards with two certificates each')
    assert.ok(lists.some(({ issuer }) => issuer === world.cardAuthority))
    assert.equal(queue.dead, 0)
  })

  it('give a role only together: the handler proposes, the registrar of a young service approves', async () => {
    await registrar.ask(viewVisitor, { identityCode: aino })
    await handler.ask(proposeAppointment, { identityCode: aino, role: 'handler' })
    const [proposal] = (await handler.ask(viewRoles, {})).proposals
    assert.ok(proposal)
    const approval = { proposalId: proposal.proposalId, decision: 'approved' } as const
    await assert.rejects(handler.ask(decideProposal, approval), /own-proposal/)
    await registrar.ask(decideProposal, approval)
    const { holders } = await registrar.ask(viewRoles, {})
    assert.deepEqual(holders.map(({ name, role }) => [name, role]).at(-1), [
      'Aino Esimerkki',
      'handler',
    ])
  })

  it('are told why a second start on the same data is refused, and the first goes on unharmed', async () => {
    const second = await runService(world.data)
    assert.notEqual(second.code, 0)
    for (const words of [/on käytössä/, /är i bruk/, /is in use/]) assert.match(second.said, words)
    assert.doesNotMatch(second.said, /at file:/, 'no stack: a person reads it')

    const ready = await fetch(`${world.portal}/health/ready`)
    assert.deepEqual(await ready.json(), {
      version,
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
