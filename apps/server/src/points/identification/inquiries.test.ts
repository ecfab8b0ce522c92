import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { afterCommit } from '#platform/db.ts'
import type { Job } from '#platform/outbox.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createPeople } from '#people/persons/index.ts'
import { anIdentityCode, aResident } from '../../cards/orders/testing.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { createIdentification } from './index.ts'

forEachDatabase('inquiries about a person’s identity', ({ db }) => {
  const noon = instant(Date.parse('2026-11-24T10:00:00Z'))
  let now = noon
  let recorded: DomainEvent[] = []
  let planned: Job[] = []
  let auditLogIsBroken = false
  const clock = { now: () => now }
  const key = new Uint8Array(32).fill(7)
  const people = createPeople({ secret: key, clock })
  const desk = createIdentification({
    ...{ db, clock, secret: key, people },
    record: (_tx, event) => {
      if (auditLogIsBroken) return Promise.reject(new Error('the audit log can’t be written'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    planJob: (_tx, job) => {
      afterCommit(() => planned.push(job))
      return Promise.resolve()
    },
    systemPermit: (operation) => aPermit(operation),
  })
  const point: string = randomUUID()
  const registrar: string = randomUUID()
  const caseOfficer: string = randomUUID()
  beforeEach(() => {
    now = noon
    recorded = []
    planned = []
    auditLogIsBroken = false
  })

  const aPerson = async (named: Parameters<typeof aResident>[0] = {}): Promise<string> => {
    const remembered = await db.write(async (tx) =>
      ok(await people.rememberPerson(tx, { identityCode: anIdentityCode(), ...aResident(named) })),
    )
    assert.ok(remembered.ok)
    return remembered.value
  }
  const aDocument = () => ({
    documentType: 'passport' as const,
    documentNumber: `AB${String(randomInt(1e7)).padStart(7, '0')}`,
    issuingCountry: 'FI',
    expires: '2030-01-01',
  })
  const raise = (
    personId: string,
    document: ReturnType<typeof aDocument> | 'none',
    by = registrar,
  ) =>
    desk.raiseInquiry(aPermit('identification.raiseInquiry', { personId: by, pointId: point }), {
      personId,
      subject:
        document === 'none'
          ? { kind: 'no-document', policeUnit: 'Sisä-Suomen poliisilaitos' }
          : { kind: 'document-doubt', document },
      observation: 'Kuva ei ole asioijan näköinen.',
    })
  const raised = async (...requested: Parameters<typeof raise>): Promise<string> => {
    const inquiry = await raise(...requested)
    assert.ok(inquiry.ok, JSON.stringify(inquiry))
    return inquiry.value.inquiryId
  }
  const decide = (
    inquiryId: string,
    decision: Parameters<typeof desk.decideInquiry>[1]['decision'],
    by = caseOfficer,
  ) =>
    desk.decideInquiry(aPermit('identification.decideInquiry', { personId: by }), {
      inquiryId,
      decision,
    })
  const grounds = 'Asiakirja tutkittu.'
  const identify = async (
    personId: string,
    presented: Parameters<typeof desk.identify>[1]['presented'],
  ) => {
    const checked = await db.read((tx) => desk.identify(tx, { personId, presented }))
    return checked.ok ? checked.value.documentType : checked.refusal.kind
  }
  const kindOf = (result: { ok: boolean; refusal?: { kind: string } }) => result.refusal?.kind

  describe('about a document in doubt (R111)', () => {
    it('block it at every desk, for any person who presents it, until a case officer has confirmed it', async () => {
      const [person, other] = [await aPerson(), await aPerson()]
      const document = aDocument()
      assert.equal(await identify(person, document), 'passport')
      const inquiryId = await raised(person, document)
      assert.equal(await identify(person, document), 'document-in-doubt')
      assert.equal(await identify(other, document), 'document-in-doubt')
      assert.equal(await identify(person, aDocument()), 'passport')

      const confirmed = await decide(inquiryId, { decision: 'confirmed', grounds })
      assert.ok(confirmed.ok)
      assert.equal(confirmed.value.grounds, grounds)
      assert.equal(await identify(person, document), 'passport')
      assert.deepEqual(
        recorded.map(({ type, about }) => [type, about?.personId]),
        [
          ['InquiryRaised', person],
          ['InquiryConfirmed', person],
        ],
      )
    })

    it('block it for good when it was rejected', async () => {
      const person = await aPerson()
      const document = aDocument()
      const inquiryId = await raised(person, document)
      assert.ok((await decide(inquiryId, { decision: 'rejected', grounds })).ok)
      assert.equal(await identify(person, document), 'document-rejected')
      assert.equal(
        kindOf(await decide(inquiryId, { decision: 'confirmed', grounds })),
        'inquiry-not-open',
      )
    })

    it('are decided by another person than the one who raised them (dual control)', async () => {
      const inquiryId = await raised(await aPerson(), aDocument())
      const own = await decide(inquiryId, { decision: 'confirmed', grounds }, registrar)
      assert.equal(kindOf(own), 'second-person-required')
      const may = async (by: { personId: string; pointId?: string }) => {
        const seen = await desk.viewInquiry(aPermit('identification.viewInquiries', by), {
          inquiryId,
        })
        return seen.ok ? seen.value.may : seen.refusal.kind
      }
      assert.deepEqual(await may({ personId: registrar }), [])
      assert.deepEqual(await may({ personId: caseOfficer }), ['decide'])
      assert.deepEqual(await may({ personId: caseOfficer, pointId: point }), [])
    })

    it('are raised once, and not about oneself', async () => {
      const person = await aPerson()
      await raised(person, aDocument())
      assert.equal(kindOf(await raise(person, aDocument())), 'inquiry-open')
      assert.equal(kindOf(await raise(person, 'none', person)), 'inquiry-about-oneself')
      assert.equal(kindOf(await raise(randomUUID(), 'none')), 'person-not-found')
    })

    it('are withdrawn by the point that raised them, and by no other', async () => {
      const person = await aPerson()
      const document = aDocument()
      const inquiryId = await raised(person, document)
      const withdraw = (pointId: string) =>
        desk.withdrawInquiry(
          aPermit('identification.withdrawInquiry', { personId: randomUUID(), pointId }),
          { inquiryId },
        )
      assert.equal(kindOf(await withdraw(randomUUID())), 'inquiry-not-found')
      assert.ok((await withdraw(point)).ok)
      assert.equal(await identify(person, document), 'passport')
    })
  })

  describe('without a document (R112)', () => {
    const police = { reference: '5500/R/12345/26', verifiedOn: '2026-11-20' }

    it('let the police verification identify that very person for ninety days', async () => {
      const person = await aPerson()
      const presented = {
        documentType: 'police-verification' as const,
        documentNumber: police.reference,
      }
      const inquiryId = await raised(person, 'none')
      assert.equal(await identify(person, presented), 'police-verification-unknown')
      const without = await decide(inquiryId, { decision: 'confirmed', grounds })
      assert.equal(kindOf(without), 'police-reference-missing')

      const confirmed = await decide(inquiryId, { decision: 'confirmed', grounds, police })
      assert.equal(confirmed.ok && confirmed.value.goodUntil, '2027-02-18')
      assert.equal(await identify(person, presented), 'police-verification')
      assert.equal(await identify(await aPerson(), presented), 'police-verification-unknown')
      now = instant(Date.parse('2027-02-18T21:00:00Z'))
      assert.equal(await identify(person, presented), 'police-verification')
      now = instant(Date.parse('2027-02-18T22:30:00Z'))
      assert.equal(await identify(person, presented), 'police-verification-unknown')
    })

    it('are accepted for as many days as the setting says on the day they are entered (R112, R345)', async () => {
      const today = dateInHelsinki(noon)
      const changeId = await changeSetting(db, 'police-identification-validity', [30], today)
      await changeSetting(db, 'police-identification-validity', [180], addDays(today, 1))
      const [early, late] = [
        await raised(await aPerson(), 'none'),
        await raised(await aPerson(), 'none'),
      ]
      const enter = (inquiryId: string, verifiedOn: string) =>
        decide(inquiryId, { decision: 'confirmed', grounds, police: { ...police, verifiedOn } })
      assert.equal(kindOf(await enter(early, '2026-10-24')), 'police-day-impossible')
      const entered = await enter(early, '2026-10-25')
      assert.equal(entered.ok && entered.value.goodUntil, '2026-11-24')
      now = plus(noon, day)
      assert.ok((await enter(late, '2026-05-29')).ok)
      await forgetSettingChanges(db)
      assert.deepEqual(settingsUsed()[0], { 'police-identification-validity': changeId })
    })

    it('accept no day in the future, and none too long ago', async () => {
      const inquiryId = await raised(await aPerson(), 'none')
      for (const verifiedOn of ['2026-11-25', '2026-08-01'])
        assert.equal(
          kindOf(
            await decide(inquiryId, {
              decision: 'confirmed',
              grounds,
              police: { ...police, verifiedOn },
            }),
          ),
          'police-day-impossible',
        )
    })
  })

  it('are found by the person’s name, of the requested days, in either order', async () => {
    const surname = `Haku${randomUUID().slice(0, 8)}`
    const ids: string[] = []
    for (const givenNames of ['Anna', 'Martin', 'Cecilia']) {
      ids.push(await raised(await aPerson({ givenNames, surname }), aDocument()))
      now = plus(now, day)
    }
    const list = async (listing: Partial<Parameters<typeof desk.listInquiries>[1]>) => {
      const listed = await desk.listInquiries(
        aPermit('identification.viewInquiries', { personId: caseOfficer }),
        { show: 'open', limit: 10, search: surname, ...listing },
      )
      assert.ok(listed.ok)
      return listed.value.inquiries.map(({ inquiryId }) => inquiryId)
    }
    assert.deepEqual(await list({}), ids.toReversed())
    assert.deepEqual(await list({ order: 'oldest' }), ids)
    assert.deepEqual(await list({ search: `${surname} mar` }), [ids[1]])
    assert.deepEqual(await list({ search: 'Nobody' }), [])
    assert.deepEqual(await list({ from: '2026-11-25', order: 'oldest' }), ids.slice(1))
    assert.deepEqual(await list({ from: '2026-11-25', to: '2026-11-25' }), [ids[1]])
  })

  it('are listed to the office for all points and to a point its own, a page at a time', async () => {
    const mine = await raised(await aPerson(), aDocument())
    const list = (pointId?: string, cursor?: string) =>
      desk.listInquiries(
        aPermit('identification.viewInquiries', {
          personId: caseOfficer,
          ...(pointId !== undefined && { pointId }),
        }),
        { show: 'open', limit: 1, ...(cursor !== undefined && { cursor }) },
      )
    recorded = []
    const first = await list()
    assert.ok(first.ok && first.value.nextCursor !== undefined)
    assert.equal(first.value.inquiries.length, 1)
    assert.equal(recorded.length, 1)
    const elsewhere = await list(randomUUID())
    assert.deepEqual(elsewhere.ok && elsewhere.value.inquiries, [])
    const view = (pointId?: string) =>
      desk.viewInquiry(
        aPermit('identification.viewInquiries', {
          personId: caseOfficer,
          ...(pointId !== undefined && { pointId }),
        }),
        { inquiryId: mine },
      )
    assert.equal(kindOf(await view(randomUUID())), 'inquiry-not-found')
    assert.ok((await view(point)).ok)
    assert.ok((await view()).ok)
  })

  it('are withdrawn ninety days after they were raised, and erased two years after their end (R113)', async () => {
    await endsOnItsDays({ lapse: 90, end: '2029-02-22' })
    assert.deepEqual(settingsUsed(), [
      { 'inquiry-lapse': 'shipped' },
      { 'inquiry-retention': 'shipped' },
    ])
  })

  it('are withdrawn and erased as the settings said on the day of each step, not as they say later (R113, R345)', async () => {
    const today = dateInHelsinki(noon)
    const lapseId = await changeSetting(db, 'inquiry-lapse', [60], today)
    await changeSetting(db, 'inquiry-lapse', [30], addDays(today, 1))
    const retentionId = await changeSetting(db, 'inquiry-retention', [1], today)
    await changeSetting(db, 'inquiry-retention', [5], addDays(today, 61))
    await endsOnItsDays({ lapse: 60, end: '2028-01-23' })
    await forgetSettingChanges(db)
    assert.deepEqual(settingsUsed(), [
      { 'inquiry-lapse': lapseId },
      { 'inquiry-retention': retentionId },
    ])
  })

  const settingsUsed = () =>
    recorded.flatMap((event) => ('settings' in event ? [event.settings] : []))

  /** The last day of an inquiry raised now, and the day from whose midnight its content is erased. */
  async function endsOnItsDays({ lapse, end }: { readonly lapse: number; readonly end: string }) {
    const person = await aPerson()
    const document = aDocument()
    const inquiryId = await raised(person, document)
    const run = async (at: Instant) => {
      const job = planned.shift()
      assert.ok(job)
      assert.equal(job.dueAt, at)
      assert.equal(job.payload['inquiryId'], inquiryId)
      // A job that comes too early ends nothing.
      const before = recorded.length
      now = instant(at - 1)
      await desk.jobs[0]?.handle(job)
      assert.equal(recorded.length, before)
      now = at
      await desk.jobs[0]?.handle(job)
    }
    await run(plus(noon, lapse * day))
    assert.equal(await identify(person, document), 'passport')
    await run(startOfDay(localDate(end)))
    const permit = aPermit('identification.viewInquiries', { personId: caseOfficer })
    assert.equal(kindOf(await desk.viewInquiry(permit, { inquiryId })), 'inquiry-not-found')
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['InquiryRaised', 'InquiryWithdrawn', 'InquiryForgotten'],
    )
  }

  it('are not raised when the audit log can’t be written', async () => {
    const person = await aPerson()
    const document = aDocument()
    auditLogIsBroken = true
    await assert.rejects(raise(person, document))
    auditLogIsBroken = false
    assert.equal(await identify(person, document), 'passport')
  })
})
