import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { ApplicationId } from './contract.ts'
import type { EndedProgram } from './stores/ended-programs.ts'
import {
  createServiceEnvironment,
  requestOf,
  signedByTwo,
  type ServiceEnvironment,
} from './testing.ts'

forEachDatabase('the order of a program', ({ db }) => {
  const morning = instant(Date.UTC(2026, 10, 25, 8))
  let environment: ServiceEnvironment
  let events: string[]
  before(async () => {
    environment = await createServiceEnvironment(db, {
      clock: { now: () => morning },
      record: (_tx, { type }) => {
        events.push(type)
        return Promise.resolve()
      },
    })
  })
  beforeEach(() => {
    events = []
  })
  after(() => environment.ca.close())

  /** A program of a hospital; with an approval: another program under it. */
  const aProgram = (approvalId: string = randomUUID()) => ({ accountId: randomUUID(), approvalId })
  let named = 0

  async function anOrder(program: ReturnType<typeof aProgram>): Promise<ApplicationId> {
    const { personId, organisationId, unitOid } = await environment.aHospital()
    named += 1
    const name = `program${String(named)}.example.fi`
    const ordered = await db.write((tx) =>
      environment.serviceCertificates.orderByProgram(tx, aPermit('acme.serve'), {
        ...{ ...program, organisationId, hasConformity: false, request: requestOf([], [name]) },
        facts: {
          ...{ product: 'server', isTest: false, unitOid, names: [name], language: 'en' },
          technicalContact: { name: 'Otto Esimerkki', email: 'otto@vendor.example' },
          mailbox: 'certificates@example.fi',
        },
        approval: {
          ...{ sentBy: personId, sentAt: morning, checkedBy: personId, checkedAt: morning },
          ...{ approvedBy: personId, approvedAt: morning },
          approval: signedByTwo({
            ...{ kind: 'acme', id: program.approvalId, applicant: '', profile: 'server' },
            ...{ isTest: false, organisation: 'Esimerkkilän sairaala', oid: unitOid },
            ...{ unit: 'Esimerkkilän sairaalan apteekki', names: [name], validityDays: 365 },
            ...{ keyDigest: undefined, drafted: morning },
          }),
        },
      }),
    )
    assert.ok(ordered.ok, JSON.stringify(ordered))
    return ordered.value
  }
  const end = (ended: EndedProgram) =>
    db.write(async (tx) => {
      await environment.serviceCertificates.endProgram(tx, ended)
      return ok(undefined)
    })
  /** The states of these orders after the outbox's jobs. */
  async function statesOf(orders: readonly ApplicationId[]) {
    await environment.outbox.drain()
    const standings = await db.read((tx) => environment.serviceCertificates.standingsOf(tx, orders))
    return orders.map((order) => standings.get(order)?.state)
  }

  it('is not issued after the end of its account, while those of other accounts under its approval are (R191)', async () => {
    const program = aProgram()
    const orders = [await anOrder(program), await anOrder(aProgram(program.approvalId))]
    await end({ accountId: program.accountId })
    assert.deepEqual(await statesOf(orders), ['refused', 'issued'])
    assert.equal(events.filter((type) => type === 'ServiceCertificateIssued').length, 1)
  })

  it('is not issued after the end of its approval, whatever its account; those under others are (R191)', async () => {
    const { approvalId } = aProgram()
    const orders = [
      await anOrder(aProgram(approvalId)),
      await anOrder(aProgram(approvalId)),
      await anOrder(aProgram()),
    ]
    await end({ approvalId })
    assert.deepEqual(await statesOf(orders), ['refused', 'refused', 'issued'])
  })

  it('is not issued when the end was committed before the order was (R191)', async () => {
    const [one, other] = [aProgram(), aProgram()]
    await end({ accountId: one.accountId })
    await end({ approvalId: other.approvalId })
    const orders = [await anOrder(one), await anOrder(other)]
    assert.deepEqual(await statesOf(orders), ['refused', 'refused'])
    assert.equal(events.includes('CertificatesReserved'), false)
  })

  it('ends once, however often and at once the end is reported', async () => {
    const program = aProgram()
    const order = await anOrder(program)
    const { accountId, approvalId } = program
    const ends = [{ accountId }, { approvalId }, { accountId }, { approvalId }].map(end)
    assert.ok((await Promise.all(ends)).every((ended) => ended.ok))
    assert.ok((await end({ accountId })).ok)
    assert.deepEqual(await statesOf([order]), ['refused'])
  })

  it('is issued when the operation that would have ended its account was rolled back', async () => {
    const program = aProgram()
    const order = await anOrder(program)
    const refused = await db.write(async (tx) => {
      await environment.serviceCertificates.endProgram(tx, { accountId: program.accountId })
      return refuse({ kind: 'rolled-back' })
    })
    assert.equal(refused.ok, false)
    assert.deepEqual(await statesOf([order]), ['issued'])
  })

  it('stays issued when its account and its approval end afterwards', async () => {
    const program = aProgram()
    const order = await anOrder(program)
    assert.deepEqual(await statesOf([order]), ['issued'])
    await end({ accountId: program.accountId })
    await end({ approvalId: program.approvalId })
    assert.deepEqual(await statesOf([order]), ['issued'])
  })
})
