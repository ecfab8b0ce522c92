// cspell:ignore Namn
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { it } from 'node:test'
import {
  approvalStatement,
  readApprovalStatement,
  type Approved,
} from '@sotevarmenne/issuing/domain/approval-statement'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { sql } from 'kysely'
import { refusalOfApproval, withSignature } from './signed-approval.ts'
import { aSignature, aWrongSignature, signedByTwo } from './testing.ts'
import { aRequest, openApplications } from './testing/applications.ts'

forEachDatabase('the decision on an application, which two case officers sign', (database) => {
  const { db } = database
  const shared = openApplications(database)
  const { aHospital, aDraft, aPerson, anApproved, bring, decide, kind, send, toSign, view } = shared

  async function aSent() {
    const hospital = await aHospital()
    const { applicationId, names } = await aDraft(hospital)
    const request = aRequest(names)
    assert.equal(kind(await bring(hospital.personId, applicationId, request)), 'ok')
    assert.equal(kind(await send(hospital.personId, applicationId)), 'ok')
    return { hospital, applicationId, names, request: Buffer.from(request, 'base64') }
  }
  const textOf = (toSign: string | undefined): string =>
    Buffer.from(toSign ?? '', 'base64').toString('utf8')
  const asSigned = (text: string) => aSignature(Buffer.from(text, 'utf8').toString('base64'))

  it('says the names, the unit and the key of the certificate', async () => {
    const { hospital, applicationId, names, request } = await aSent()
    const text = textOf(await toSign(await aPerson(), applicationId))
    const read = readApprovalStatement(text)
    const decoded = decodeCertificateRequest(request)
    assert.ok(decoded.ok)
    assert.deepEqual(read, {
      ...{ kind: 'application', id: applicationId, profile: 'server', isTest: false },
      ...{ organisation: 'Esimerkkilän sairaala', unit: 'Esimerkkilän sairaalan apteekki' },
      applicant: `Esimerkkilän sairaala ${hospital.businessId}`,
      ...{ oid: hospital.unitOid, names, validityDays: 365, drafted: shared.now },
      keyDigest: hash('sha256', decoded.value.subjectPublicKeyInfo),
    })
    assert.match(text, /^Nimi \/ Namn \/ Name 1: server\d+\.example\.fi$/m)
  })

  it('is the same text for both, and is recorded with the certificate that signed it', async () => {
    const { applicationId } = await aSent()
    const [first, second] = [await aPerson(), await aPerson()]
    const before = await toSign(first, applicationId)
    assert.equal(kind(await decide(first, applicationId, 'check')), 'ok')
    shared.now = plus(shared.now, 3 * hour)
    assert.equal(await toSign(second, applicationId), before)
    // The one who signed first gets no second text.
    assert.equal(await toSign(first, applicationId), undefined)
    assert.equal(kind(await decide(second, applicationId, 'approve')), 'ok')
    const statementDigest = hash('sha256', textOf(before))
    const signed = shared.events.flatMap((event) => ('signed' in event ? [event.signed] : []))
    assert.deepEqual(signed, [
      { statementDigest, signedWith: '0a' },
      { statementDigest, signedWith: '0a' },
    ])
  })

  it('is refused without a signature, with one that is not accepted, and of another text', async () => {
    const { applicationId } = await aSent()
    const [first, second] = [await aPerson(), await aPerson()]
    const shown = await toSign(first, applicationId)
    const text = textOf(shown)
    for (const [decision, by] of [
      ['check', first],
      ['approve', second],
    ] as const) {
      const trying = async (signed: ReturnType<typeof aSignature>) =>
        kind(await decide(by, applicationId, decision, undefined, signed))
      const missing = await shared.service.decideApplication(shared.deciding(by), {
        ...{ applicationId, decision, because: undefined, signed: undefined },
      })
      assert.equal(kind(missing), 'signature-missing')
      assert.equal(await trying(aWrongSignature(shown)), 'approval-signature-not-accepted')
      for (const other of [
        text.replace('.example.fi', '.example.com'),
        text.replace(/sha256:\w{4}/, 'sha256:0000'),
        text.replace(/Drafted: .*/, 'Drafted: 2026-11-25T09:30:00.000Z'),
        text.replace(/Drafted: .*/, 'Drafted: 2026-11-24T19:59:00.000Z'),
        'Something else',
        '',
      ])
        assert.equal(await trying(asSigned(other)), 'another-text-was-signed', other)
      if (decision === 'check') assert.equal(kind(await decide(by, applicationId, 'check')), 'ok')
    }
  })

  it('is signed again by both after the application was returned', async () => {
    const { hospital, applicationId } = await aSent()
    const first = await aPerson()
    assert.equal(kind(await decide(first, applicationId, 'check')), 'ok')
    const before = await toSign(await aPerson(), applicationId)
    const returned = await decide(await aPerson(), applicationId, 'giveBack', 'Another name')
    assert.equal(kind(returned), 'ok')
    shared.now = plus(shared.now, hour)
    assert.equal(kind(await send(hospital.personId, applicationId)), 'ok')
    const late = await decide(first, applicationId, 'check', undefined, aSignature(before))
    assert.equal(kind(late), 'another-text-was-signed')
    assert.equal(kind(await decide(first, applicationId, 'check')), 'ok')
    assert.notEqual(await toSign(await aPerson(), applicationId), before)
  })

  it('is taken once when it is sent twice at the same time', async () => {
    const { applicationId } = await aSent()
    for (const decision of ['check', 'approve'] as const) {
      const by = await aPerson()
      const signed = aSignature(await toSign(by, applicationId))
      const twice = await Promise.all(
        [1, 2].map(() => decide(by, applicationId, decision, undefined, signed)),
      )
      assert.deepEqual(twice.map(kind).sort(), ['ok', 'step-not-possible'], decision)
    }
    await shared.environment.outbox.drain()
    assert.equal(shared.events.filter(({ type }) => type === 'ServiceCertificateIssued').length, 1)
  })

  it('of an earlier version has no signatures: the application is returned to be decided again', async () => {
    const hospital = await aHospital()
    const applicationId = await anApproved(hospital)
    const remove = sql`update service_certificates.application set approval_sealed = null where application_id = ${applicationId}`
    await db.write(async (tx) => ok(await remove.execute(tx)))
    await shared.environment.outbox.drain()
    const returned = await view(hospital.personId, applicationId)
    assert.ok(returned.ok && returned.value.state === 'returned')
    assert.match(returned.value.because ?? '', /^The approval lacks the signatures/)
  })
})

const approved: Approved = {
  ...{ kind: 'application', id: 'a', applicant: 'Esimerkkilä', profile: 'server', isTest: false },
  ...{ organisation: 'Esimerkkilä', unit: 'Apteekki', oid: '1.2.3', names: ['a.example.fi'] },
  ...{ validityDays: 365, keyDigest: 'ab', drafted: 0 as Approved['drafted'] },
}

it('the second signature is refused when the data have changed since the first', () => {
  const { statement, approvals } = signedByTwo(approved)
  const [first, second] = approvals
  assert.ok(first && second)
  const before = { statement, approvals: [first] }
  const signed = { statement, approved, signature: second, signedWith: '0a' }
  const { drafted: now } = approved
  assert.deepEqual(withSignature(before, signed, { facts: approved, now, since: now }), {
    ...{ ok: true, value: { statement, approvals: [first, second] } },
  })
  const facts = { ...approved, organisation: 'Muu' }
  assert.deepEqual(withSignature(before, signed, { facts, now, since: now }), {
    ...{ ok: false, refusal: { kind: 'approval-outdated' } },
  })
})

it('nothing is issued for an approval of one, or under another name than was approved', () => {
  const both = signedByTwo(approved)
  const rules: Parameters<typeof refusalOfApproval>[1] = {
    ...({ profile: 'server', organisation: 'Esimerkkilä', unit: 'Apteekki' } as const),
    ...{ organisationOid: '1.2.3', dnsNames: [], commonNames: [], validityDays: 365 },
  }
  const refusal = (
    approval: typeof both | undefined,
    changes: Partial<Parameters<typeof refusalOfApproval>[1]> = {},
    isTest = false,
  ) => refusalOfApproval(approval, { ...rules, ...changes }, { isTest })?.kind
  assert.equal(refusal(both), undefined)
  assert.equal(refusal(undefined), 'not-signed-by-two')
  assert.equal(refusal({ ...both, approvals: both.approvals.slice(1) }), 'not-signed-by-two')
  assert.equal(refusal(both, { organisation: 'Muu' }), 'approval-outdated')
  assert.equal(refusal(both, { unit: 'Muu' }), 'approval-outdated')
  assert.equal(refusal(both, {}, true), 'approval-outdated')
  assert.equal(approvalStatement(approved).split('\n').length, 13)
})
