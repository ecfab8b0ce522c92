import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { decideProposal, proposeRole, viewRoles } from '@sotevarmenne/api/authentication'
import { viewVisitor } from '@sotevarmenne/api/orders'
import { viewOverview } from '@sotevarmenne/api/dashboards'
import { version } from '@sotevarmenne/kernel/version'
import { readerHands } from './reader-hands.ts'
import { serviceHands, type ServiceHands } from './service-hands.ts'
import { startEnvironment, type Environment } from './environment.ts'

describe('the operators of the service, in a demo environment of their own', () => {
  const aino = '140388-9039'
  let environment: Environment
  let caseOfficer: ServiceHands
  let registrar: ServiceHands

  before(async () => {
    environment = await startEnvironment()
    const reader = readerHands(environment)
    for (const serial of await reader.shelf()) {
      await reader.insert(serial)
      const hands = serviceHands(environment, reader)
      const { roles } = await hands.signInWith('1234')
      if (roles.includes('caseOfficer')) caseOfficer = hands
      else registrar = hands
    }
  })
  after(() => environment.stop())

  it('see what was issued, how old the CRLs are, and what waits', async () => {
    const { hours, crls, queue } = await caseOfficer.request(viewOverview, {})
    const issued = hours.reduce((sum, hour) => sum + hour.issued, 0)
    assert.ok(issued >= 4, 'two cards with two certificates each')
    assert.ok(crls.some(({ issuer }) => issuer === environment.cardCa))
    assert.equal(queue.dead, 0)
  })

  it('grant a role under dual control: the case officer proposes, the registrar of a new service approves', async () => {
    await registrar.request(viewVisitor, {
      ...{ identityCode: aino, because: { reason: 'at-the-desk' } },
    })
    await caseOfficer.request(proposeRole, { identityCode: aino, role: 'caseOfficer' })
    const [proposal] = (await caseOfficer.request(viewRoles, {})).proposals
    assert.ok(proposal)
    const approval = { proposalId: proposal.proposalId, decision: 'approved' } as const
    await assert.rejects(caseOfficer.request(decideProposal, approval), /second-person-required/)
    await registrar.request(decideProposal, approval)
    const { holders } = await registrar.request(viewRoles, {})
    assert.deepEqual(holders.map(({ name, role }) => [name, role]).at(-1), [
      'Aino Esimerkki',
      'caseOfficer',
    ])
  })

  it('get the reason why a second start on the same data is refused, and the first continues undisturbed', async () => {
    const second = await runService(environment.data)
    assert.notEqual(second.code, 0)
    for (const words of [/on käytössä/, /är i bruk/, /is in use/]) assert.match(second.said, words)
    assert.doesNotMatch(second.said, /at file:/, 'no stack: a person reads it')

    const ready = await fetch(`${environment.portal}/health/ready`)
    assert.deepEqual(await ready.json(), {
      version,
      status: 'ready',
      parts: { database: 'works', signer: 'works' },
    })
  })
})

/** Starts the service as the second of two would, on ports of its own; returns how it ended. */
function runService(
  data: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const anyPort = Object.fromEntries(
    ['PORTAL', 'OCSP', 'METRICS', 'OCSP_METRICS', 'ENROLMENT_API'].map((name) => [
      `SOTEVARMENNE_${name}_PORT`,
      '0',
    ]),
  )
  const service = spawn(process.execPath, [path.resolve('apps/server/src/entry/all.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...anyPort,
      SOTEVARMENNE_DATA: data,
      SOTEVARMENNE_DEMO_ENVIRONMENT: '1',
    },
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
