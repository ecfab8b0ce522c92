import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { decideProposal, proposeAppointment, viewRoles } from '@sotevarmenne/api/access'
import { viewVisitor } from '@sotevarmenne/api/orders'
import { viewOverview } from '@sotevarmenne/api/overview'
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
})
