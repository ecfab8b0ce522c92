import assert from 'node:assert/strict'
import { issuingProblems } from '../service-certificates/assessment-problems.ts'
import { X509Certificate } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { DomainEvent } from '#platform/record.ts'
import type { AcmeClient } from '@sotevarmenne/tests/network/acme-client'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aRequest,
  createAcmeEnvironment,
  errorOf,
  morning,
  type AcmeEnvironment,
} from './testing.ts'

type Program = Awaited<ReturnType<AcmeEnvironment['aProgram']>> & { readonly name: string }

forEachDatabase('an ACME order after the end of its account or approval', ({ db, kind }) => {
  let environment: AcmeEnvironment
  let now: Instant
  let events: DomainEvent[]
  /** Called within the transaction of each event. */
  let beforeCommit: (event: DomainEvent) => Promise<void>
  before(async () => {
    now = morning
    events = []
    beforeCommit = () => Promise.resolve()
    environment = await createAcmeEnvironment(db, {
      clock: { now: () => now },
      record: async (_tx, event) => {
        events.push(event)
        await beforeCommit(event)
      },
    })
  })
  beforeEach(() => {
    now = morning
    events = []
    beforeCommit = () => Promise.resolve()
  })
  after(() => environment.close())

  async function aProgram(): Promise<Program> {
    const name = environment.aServerName()
    return { ...(await environment.aProgram({ names: [name] })), name }
  }
  const order = (client: AcmeClient, name: string, more: object = {}) =>
    client.post(client.at('newOrder'), { identifiers: [{ type: 'dns', value: name }], ...more })
  async function aFinalised({ client, name }: Program) {
    const placed = await order(client, name)
    assert.equal(placed.status, 201, placed.text)
    const url = placed.headers['location'] ?? ''
    const { finalize } = JSON.parse(placed.text) as { readonly finalize: string }
    const finalised = await client.post(finalize, { csr: aRequest([name]) })
    assert.equal(finalised.status, 200, finalised.text)
    return url
  }
  const endApproval = ({ approval, hospital }: Program) =>
    environment.acme.endApproval(aPermit('acme.endApproval', hospital), {
      approvalId: approval.approvalId,
    })
  const endAccount = ({ approval, hospital, client }: Program) =>
    environment.acme.endAccount(aPermit('acme.endAccount', hospital), {
      approvalId: approval.approvalId,
      accountId: client.kid()?.split('/').at(-1) ?? '',
    })
  const byCaseOfficer = async ({ approval }: Program) =>
    environment.decide(await environment.aPerson(), approval.approvalId, 'end', 'Ended.')
  const byProgram = async ({ client }: Program) => {
    const reply = await client.post(client.kid() ?? '', { status: 'deactivated' })
    return { ok: reply.status === 200 }
  }
  const happened = (type: string): number => events.filter((one) => one.type === type).length
  const applicationOf = async ({ hospital }: Program, url: string) => {
    const applicationId = await environment.applicationOf(hospital.personId, url)
    const viewed = await environment.serviceCertificates.viewApplication(
      aPermit('serviceCertificates.apply', hospital),
      { applicationId: applicationId ?? '' },
    )
    assert.ok(viewed.ok, JSON.stringify(viewed))
    return viewed.value
  }

  it('is not issued: an order that was finalised already ends with account or approval, and costs nothing (R191)', async () => {
    for (const end of [endApproval, endAccount, byCaseOfficer, byProgram]) {
      const program = await aProgram()
      const url = await aFinalised(program)
      assert.ok((await end(program)).ok, end.name)
      events = []
      await environment.outbox.drain()
      assert.equal(happened('ServiceCertificateIssued'), 0, end.name)
      assert.equal(happened('CertificatesIssued') + happened('CertificatesReserved'), 0, end.name)
      const { state, because } = await applicationOf(program, url)
      assert.equal(state, 'refused')
      const { title, advice } = issuingProblems['program-ended']
      assert.equal(because, `${title.en}. ${advice.en}`)
      assert.equal(errorOf(await order(program.client, program.name)), 'unauthorized')
      assert.equal(errorOf(await program.client.post(url)), 'unauthorized')
    }
  })

  it('yields no certificate when the end comes during signing, or the service stopped there (R191)', async (t) => {
    // Two concurrent connections are needed: the embedded database has one.
    if (kind === 'PGlite') {
      t.skip('one transaction at a time')
      return
    }
    const revokedOf = async (program: Program, url: string) => {
      assert.equal(happened('ServiceCertificateIssued'), 0)
      assert.equal(happened('CertificateRevoked'), 1)
      assert.equal((await applicationOf(program, url)).state, 'refused')
    }
    const meanwhile = await aProgram()
    const url = await aFinalised(meanwhile)
    const { promise: isSigning, resolve: signs } = Promise.withResolvers<undefined>()
    const { promise: hasEnded, resolve: goOn } = Promise.withResolvers<undefined>()
    beforeCommit = async ({ type }) => {
      if (type !== 'CertificatesReserved') return
      signs(undefined)
      await hasEnded
    }
    const drained = environment.outbox.drain()
    await isSigning
    beforeCommit = () => Promise.resolve()
    assert.ok((await endApproval(meanwhile)).ok)
    goOn(undefined)
    await drained
    await revokedOf(meanwhile, url)

    // Signed, and stopped before that was recorded.
    const stopped = await aProgram()
    const other = await aFinalised(stopped)
    beforeCommit = ({ type }) =>
      type === 'ServiceCertificateIssued' ? Promise.reject(new Error('stopped')) : Promise.resolve()
    await assert.rejects(environment.outbox.drain())
    beforeCommit = () => Promise.resolve()
    assert.ok((await endAccount(stopped)).ok)
    events = []
    now = plus(now, minute)
    await environment.outbox.drain()
    await revokedOf(stopped, other)
  })

  it('is not issued when the end comes while the order is being finalised (R191)', async (t) => {
    if (kind === 'PGlite') {
      t.skip('one transaction at a time')
      return
    }
    for (const end of [endApproval, endAccount, byCaseOfficer]) {
      const program = await aProgram()
      const { promise: isPlaced, resolve: placed } = Promise.withResolvers<undefined>()
      const { promise: hasEnded, resolve: goOn } = Promise.withResolvers<undefined>()
      // The application is inserted but not committed: the end can't see it.
      beforeCommit = async ({ type }) => {
        if (type !== 'AcmeOrderFinalised') return
        placed(undefined)
        await hasEnded
      }
      const finalised = aFinalised(program)
      await isPlaced
      beforeCommit = () => Promise.resolve()
      const ended = await end(program)
      goOn(undefined)
      assert.ok(ended.ok, end.name)
      const url = await finalised
      events = []
      await environment.outbox.drain()
      assert.equal(happened('ServiceCertificateIssued'), 0, end.name)
      assert.equal(happened('CertificatesReserved'), 0, end.name)
      assert.equal((await applicationOf(program, url)).state, 'refused', end.name)
    }
  })

  it('ends once when its account and approval are ended several times at once (R191)', async () => {
    const program = await aProgram()
    const url = await aFinalised(program)
    const ends = [endAccount, byProgram, endAccount, endApproval, byCaseOfficer]
    await Promise.all(ends.map((end) => end(program)))
    assert.ok(happened('ApprovalEnded') >= 1)
    await environment.outbox.drain()
    assert.equal(happened('ServiceCertificateIssued'), 0)
    assert.equal((await applicationOf(program, url)).state, 'refused')
  })

  it('can’t renew a certificate: the replacing order is refused, and the certificate stays (R191, R198)', async () => {
    const program = await aProgram()
    const url = await aFinalised(program)
    await environment.outbox.drain()
    assert.equal((await applicationOf(program, url)).state, 'issued')
    assert.ok((await endApproval(program)).ok)
    const replaced = await order(program.client, program.name, {
      replaces: [20, 8].map((bytes) => Buffer.alloc(bytes, 1).toString('base64url')).join('.'),
    })
    assert.equal(errorOf(replaced), 'unauthorized')
    assert.equal((await applicationOf(program, url)).state, 'issued')
  })

  it('leaves a certificate that can’t be revoked from its expiry on: the program gets an error (R187, R195)', async () => {
    const program = await aProgram()
    const url = await aFinalised(program)
    await environment.outbox.drain()
    const { client } = program
    const { certificate } = JSON.parse((await client.post(url)).text) as {
      readonly certificate: string
    }
    const leaf = new X509Certificate((await client.post(certificate)).text)
    const revoke = async () => {
      client.dropNonces()
      const der = leaf.raw.toString('base64url')
      return errorOf(await client.post(client.at('revokeCert'), { certificate: der }))
    }
    const end = instant(Date.parse(leaf.validTo))
    now = end
    assert.equal(await revoke(), 'malformed')
    now = plus(end, -1)
    assert.equal(await revoke(), 'ok')
    now = end
    assert.equal(await revoke(), 'alreadyRevoked')
  })

  it('is not visible to any other account, also of the same approval (R192)', async () => {
    const program = await aProgram()
    const url = await aFinalised(program)
    await environment.outbox.drain()
    const sibling = await environment.aClient()
    const key = await environment.aKey(program.hospital, program.approval.approvalId)
    assert.equal((await sibling.open(key)).status, 201)
    const { client: stranger } = await aProgram()
    const shown = await program.client.post(url)
    const created = JSON.parse(shown.text) as {
      readonly finalize: string
      readonly certificate: string
      readonly authorizations: readonly string[]
    }
    for (const client of [sibling, stranger])
      for (const reply of [
        await client.post(url),
        await client.post(created.finalize, { csr: aRequest([program.name]) }),
        await client.post(created.certificate),
        await client.post(`${created.certificate}/with-root`),
        ...(await Promise.all(created.authorizations.map((each) => client.post(each)))),
      ])
        assert.ok([403, 404].includes(reply.status), `${String(reply.status)} ${reply.text}`)
    assert.equal((await program.client.post(created.certificate)).status, 200)
  })
})
