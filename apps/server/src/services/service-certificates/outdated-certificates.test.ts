import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/service-certificates'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { DomainEvent } from '#platform/record.ts'
import type { CodedOrganisation } from '#people/registers/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { Hospital } from './testing.ts'
import { openApplications } from './testing/applications.ts'

forEachDatabase('service certificates', (database) => {
  const { db, kind: kindOfDatabase } = database
  const shared = openApplications(database)
  const {
    kind,
    aHospital,
    anIssued,
    view,
    morning,
    mailsOfLast,
    aDraft,
    send,
    anApproved,
    aPerson,
  } = shared

  describe('that the code service no longer confirms', () => {
    const handling = (personId: string) =>
      aPermit('serviceCertificates.decideOutdated', { personId })
    const viewer = aPermit('serviceCertificates.viewQueue')

    /** A day later the code service is copied, and the service is notified. */
    async function copyNextDay(): Promise<void> {
      shared.now = plus(shared.now, day)
      shared.copiedAt = shared.now
      assert.equal(kind(await shared.environment.copyCodes()), 'ok')
      for (const { handle } of shared.service.subscriptions)
        await handle({ type: 'CodesCopied' }, 'copy')
    }
    /** Issued while the code service confirms it. */
    async function aConfirmed(
      changes: Partial<InputOf<typeof contracts.draftApplication>> = {},
      hospital?: Hospital,
    ) {
      const of = hospital ?? (await aHospital())
      await copyNextDay()
      const issued = await anIssued(of, changes)
      shared.events = []
      return { hospital: of, ...issued }
    }
    function change({ unitOid }: Hospital, changes: Partial<CodedOrganisation> | undefined): void {
      const entry = shared.environment.coded.get(unitOid)
      if (changes === undefined || !entry) shared.environment.coded.delete(unitOid)
      else shared.environment.coded.set(unitOid, { ...entry, ...changes })
    }
    async function listed(applicationId: string) {
      const page = await shared.service.listOutdated(viewer, { limit: 100 })
      assert.ok(page.ok)
      return page.value.certificates.find((one) => one.applicationId === applicationId)?.outdated
    }
    async function found(applicationId: string) {
      const outdated = await listed(applicationId)
      assert.ok(outdated, 'it is not on the list')
      return outdated
    }
    const input = () => shared.events.filter(({ type }) => type === 'ServiceCertificateOutdated')
    const stateOf = async (personId: string, applicationId: string) => {
      const seen = await view(personId, applicationId)
      return seen.ok ? seen.value.state : seen.refusal.kind
    }

    it('are listed with the change and its date, with one notice to contact and mailbox (R267, R268)', async () => {
      for (const [changes, kindOfChange, since, words] of [
        [{ validTo: localDate('2026-11-25') }, 'oid-ended', '2026-11-26', /not been valid/],
        [undefined, 'oid-ended', undefined, /not been valid/],
        [{ name: 'Uusi apteekki' }, 'name-changed', undefined, /“Uusi apteekki”/],
      ] as const) {
        shared.now = morning
        const { hospital, applicationId } = await aConfirmed()
        assert.equal(await listed(applicationId), undefined)
        change(hospital, changes)
        await copyNextDay()
        const outdated = await found(applicationId)
        assert.equal(outdated.change, kindOfChange)
        assert.equal(outdated.since, since ?? dateInHelsinki(shared.now))
        assert.match(outdated.words.en, words)
        const mails = await mailsOfLast('ServiceCertificateOutdated')
        assert.deepEqual(
          mails.map(({ to, because }) => [to, because]),
          [
            ['otto@vendor.example', outdated.words.en],
            ['certificates@example.fi', outdated.words.en],
          ],
        )
        // Another field changes: nothing to notify.
        change(hospital, changes && { ...changes, municipality: 'Esimerkkilä' })
        await copyNextDay()
        assert.equal(input().length, 1)
        assert.equal((await found(applicationId)).outdatedId, outdated.outdatedId)
      }
    })

    it('are found on the copy of the day after the last day, though nothing of the entry changes (R267)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { validTo: dateInHelsinki(plus(shared.now, 2 * day)) })
      await copyNextDay()
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'oid-ended')
    })

    it('are listed with all units of a dissolved or merged organisation, and none of its neighbour’s (R267)', async () => {
      const [hospital, other] = [await aHospital(), await aHospital()]
      const { applicationId } = await aConfirmed({}, hospital)
      const ofOther = await aConfirmed({}, other)
      const merged = await aConfirmed()
      const root = hospital.unitOid.split('.').slice(0, -2).join('.')
      shared.environment.coded.delete(root)
      change(merged.hospital, { businessId: other.businessId })
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'organisation-ended')
      const taken = await found(merged.applicationId)
      assert.equal(taken.change, 'organisation-changed')
      assert.ok(taken.words.fi.includes(other.businessId))
      assert.equal(await listed(ofOther.applicationId), undefined)
      // Its unit is still listed, and gets no other certificate.
      const { applicationId: again } = await aDraft(hospital)
      assert.equal(kind(await send(hospital.personId, again)), 'organisation-not-in-code-service')
    })

    it('are found at issuing too, when the copy comes between assessment and issuing (R267)', async () => {
      const hospital = await aHospital()
      await copyNextDay()
      const applicationId = await anApproved(hospital)
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      // As in the copy before, by which the job has assessed it.
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
      assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)
    })

    it('are compared with a copy taken while their issuing commits, also when the job is interrupted after it (R298)', async (t) => {
      // Two connections at a time: the embedded database has one.
      if (kindOfDatabase === 'PGlite') {
        t.skip('one transaction at a time')
        return
      }
      const hospital = await aHospital()
      await copyNextDay()
      const applicationId = await anApproved(hospital)
      const { promise: isIssuing, resolve: issues } = Promise.withResolvers<undefined>()
      const { promise: isCopied, resolve: goOn } = Promise.withResolvers<undefined>()
      shared.beforeCommit = async ({ type }) => {
        if (type !== 'ServiceCertificateIssued') return
        shared.beforeCommit = ({ type: next }) =>
          next === 'ServiceCertificateOutdated'
            ? Promise.reject(new Error('interrupted'))
            : Promise.resolve()
        issues(undefined)
        await isCopied
      }
      const drained = shared.environment.outbox.drain()
      await isIssuing
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      goOn(undefined)
      await assert.rejects(drained)
      shared.events = []
      shared.beforeCommit = () => Promise.resolve()
      shared.now = plus(shared.now, 60_000)
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
      assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal(input().length, 1)
    })

    it('need no decision from the instant at which they expire, before the next copy is processed (R298)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const caseOfficer = await aPerson()
      const shownTo = async () => {
        const seen = await shared.service.viewQueued(
          aPermit('serviceCertificates.viewQueue', { personId: caseOfficer }),
          { applicationId },
        )
        assert.ok(seen.ok, JSON.stringify(seen))
        assert.equal(
          shared.events.at(-1)?.type,
          'ApplicationViewed',
          'its technical contact is a person (R290)',
        )
        return [seen.value.outdated !== undefined, seen.value.may.includes('decideOutdated')]
      }
      const end = instant(Date.parse(certificate.validTo))
      shared.now = plus(end, -1)
      assert.deepEqual(await shownTo(), [true, true])
      shared.now = end
      assert.deepEqual(await shownTo(), [false, false])
      for (const decision of [
        { kind: 'leave', because: 'Renewed.' },
        { kind: 'revoke', on: dateInHelsinki(shared.now) },
      ] as const)
        assert.equal(
          kind(
            await shared.service.decideOutdated(handling(caseOfficer), { outdatedId, decision }),
          ),
          'outdated-decided',
        )
    })

    it('leave the list when the code service reverts the change, and nobody has to decide (R267)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 1)
      const decided = await shared.service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision: { kind: 'leave', because: 'Already right.' } },
      })
      assert.equal(kind(decided), 'outdated-decided')
    })

    it('stay with a case officer’s reason until something else changes, and are not notified twice (R269)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const decision = { kind: 'leave', because: 'Renewed within a month.' } as const
      const own = await shared.service.decideOutdated(handling(hospital.personId), {
        ...{ outdatedId, decision },
      })
      assert.equal(kind(own), 'second-person-required')
      const unknown = await shared.service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId: randomUUID(), decision },
      })
      assert.equal(kind(unknown), 'outdated-not-found')
      const decided = await shared.service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision },
      })
      assert.equal(kind(decided), 'ok')
      const [mail] = await mailsOfLast('OutdatedCertificateLeft')
      assert.equal(mail?.because, decision.because)
      change(hospital, { municipality: 'Esimerkkilä' })
      await copyNextDay()
      assert.equal(await listed(applicationId), undefined)
      assert.equal(input().length, 1)
      change(hospital, undefined)
      await copyNextDay()
      assert.equal((await found(applicationId)).change, 'oid-ended')
      const seen = await view(hospital.personId, applicationId)
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.history.slice(-3).map(({ step }) => step),
        ['noticeChange', 'leave', 'noticeChange'],
      )
    })

    it('are revoked by one case officer: today at once, or at the beginning of another day (R269)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      const second = await aConfirmed({}, hospital)
      change(hospital, undefined)
      await copyNextDay()
      const caseOfficer = handling(await aPerson())
      const decide = async (of: string, days: number) =>
        shared.service.decideOutdated(caseOfficer, {
          outdatedId: (await found(of)).outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(shared.now, days * day)) },
        })
      assert.equal(kind(await decide(applicationId, -1)), 'day-not-possible')
      assert.equal(kind(await decide(applicationId, 400)), 'day-not-possible')
      assert.equal(kind(await decide(applicationId, 0)), 'ok')
      assert.equal(await stateOf(hospital.personId, applicationId), 'revoked')
      const issuer = shared.environment.ca.issuers.current('service', 'ecc').id
      const standing = await db.read((tx) =>
        shared.environment.revocations.statusOf(tx, { issuer, serial: certificate.serial }),
      )
      assert.ok(standing.status === 'revoked' && standing.reason === 'cessationOfOperation')
      assert.equal(await listed(applicationId), undefined)

      assert.equal(kind(await decide(second.applicationId, 1)), 'ok')
      assert.equal(kind(await decide(second.applicationId, 3)), 'ok')
      const [mail] = await mailsOfLast('OutdatedRevocationPlanned')
      assert.equal(mail?.day, dateInHelsinki(plus(shared.now, 3 * day)))
      shared.now = plus(shared.now, 2 * day)
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, second.applicationId), 'issued')
      shared.now = plus(shared.now, day)
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, second.applicationId), 'revoked')
    })

    it('are not revoked when they have expired before the service came to it (R298)', async () => {
      const { hospital, applicationId, certificate } = await aConfirmed()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const end = instant(Date.parse(certificate.validTo))
      const decided = await shared.service.decideOutdated(handling(await aPerson()), {
        ...{ outdatedId, decision: { kind: 'revoke', on: dateInHelsinki(end) } },
      })
      assert.equal(kind(decided), 'ok')
      shared.now = end
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
    })

    it('are not revoked on their day when the code service has reverted the change (R269)', async () => {
      const { hospital, applicationId } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const { outdatedId } = await found(applicationId)
      const decided = await shared.service.decideOutdated(handling(await aPerson()), {
        outdatedId,
        decision: { kind: 'revoke', on: dateInHelsinki(plus(shared.now, 2 * day)) },
      })
      assert.equal(kind(decided), 'ok')
      change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
      await copyNextDay()
      shared.now = plus(shared.now, day)
      await shared.environment.outbox.drain()
      assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
    })

    it('are revoked only for the change that was decided: another change waits for a new decision (R269)', async () => {
      const planned = async () => {
        const issued = await aConfirmed()
        change(issued.hospital, { name: 'Uusi apteekki' })
        await copyNextDay()
        const { outdatedId } = await found(issued.applicationId)
        const decided = await shared.service.decideOutdated(handling(await aPerson()), {
          outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(shared.now, 2 * day)) },
        })
        assert.equal(kind(decided), 'ok')
        return { ...issued, outdatedId }
      }
      const untouched = async (
        { hospital, applicationId, outdatedId }: Awaited<ReturnType<typeof planned>>,
        kindOfChange: string,
      ) => {
        assert.equal(await stateOf(hospital.personId, applicationId), 'issued')
        const again = await found(applicationId)
        assert.deepEqual([again.change, again.revokeOn], [kindOfChange, undefined])
        assert.notEqual(again.outdatedId, outdatedId)
        assert.equal(input().length, 2)
        const late = await shared.service.decideOutdated(handling(await aPerson()), {
          ...{ outdatedId, decision: { kind: 'leave', because: 'Of the name.' } },
        })
        assert.equal(kind(late), 'outdated-decided')
      }
      const received = await planned()
      change(received.hospital, undefined)
      await copyNextDay()
      shared.now = plus(shared.now, day)
      await shared.environment.outbox.drain()
      await untouched(received, 'oid-ended')

      // Its day begins before the copy is processed.
      const unheard = await planned()
      change(unheard.hospital, undefined)
      shared.now = plus(shared.now, 2 * day)
      assert.equal(kind(await shared.environment.copyCodes()), 'ok')
      await shared.environment.outbox.drain()
      await untouched(unheard, 'oid-ended')
    })

    it('are listed at the first comparison, without notices of old changes (R267, R268)', async () => {
      const decideOn = async (applicationId: string) =>
        shared.service.decideOutdated(handling(await aPerson()), {
          outdatedId: (await found(applicationId)).outdatedId,
          decision: { kind: 'revoke', on: dateInHelsinki(plus(shared.now, 3 * day)) },
        })
      const [silent, planned] = [await aConfirmed(), await aConfirmed()]
      for (const { hospital } of [silent, planned]) change(hospital, { name: 'Uusi apteekki' })
      await db.write(async (tx) => {
        await sql`update service_certificates.codes_received set copy_id = 0`.execute(tx)
        return ok(undefined)
      })
      await copyNextDay()
      for (const { applicationId } of [silent, planned])
        assert.equal((await found(applicationId)).change, 'name-changed')
      assert.equal(input().length, 2)
      assert.deepEqual(await mailsOfLast('ServiceCertificateOutdated'), [])

      // A change without notice needs no withdrawal notice, but a decision does.
      assert.equal(kind(await decideOn(planned.applicationId)), 'ok')
      for (const [{ hospital, applicationId }, mails] of [
        [silent, 0],
        [planned, 1],
      ] as const) {
        change(hospital, { name: 'Esimerkkilän sairaalan apteekki' })
        await copyNextDay()
        assert.equal(await listed(applicationId), undefined)
        assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, mails)
      }
      change(silent.hospital, undefined)
      await copyNextDay()
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)
    })

    it('have notices with the content of their event only: a later change has its own mail (R268)', async () => {
      const { hospital } = await aConfirmed()
      change(hospital, { name: 'Väärä nimi' })
      await copyNextDay()
      const [named] = input()
      change(hospital, { name: 'Uusi apteekki' })
      await copyNextDay()
      const [, renamed] = input()
      assert.ok(named && renamed)
      const mailsOf = (event: DomainEvent) =>
        db.read((tx) => shared.service.mailsOf(tx, { ...event }))
      assert.equal((await mailsOf(named)).length, 0)
      assert.equal((await mailsOf(renamed)).length, 2)
      change(hospital, undefined)
      await copyNextDay()
      assert.equal((await mailsOf(renamed)).length, 0)
      assert.equal((await mailsOfLast('ServiceCertificateOutdated')).length, 2)

      const again = await aConfirmed()
      for (const name of ['Väärä nimi', 'Esimerkkilän sairaalan apteekki']) {
        change(again.hospital, { name })
        await copyNextDay()
      }
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 1)
      const revoking = aPermit('serviceCertificates.revoke', {
        personId: again.hospital.personId,
      })
      const revoked = await shared.service.revokeServiceCertificate(revoking, {
        ...{ applicationId: again.applicationId, reason: 'not-needed' },
      })
      assert.equal(kind(revoked), 'ok')
      assert.equal((await mailsOfLast('ServiceCertificateConfirmed')).length, 0)
    })

    it('are listed page by page, oldest finding first', async () => {
      const sought: string[] = []
      for (let count = 0; count < 3; count += 1) {
        const { hospital, applicationId } = await aConfirmed()
        change(hospital, undefined)
        await copyNextDay()
        sought.push(applicationId)
      }
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await shared.service.listOutdated(viewer, { limit: 2, cursor })
        assert.ok(page.ok)
        seen.push(...page.value.certificates.map(({ applicationId }) => applicationId))
        cursor = page.value.nextCursor
      } while (cursor !== undefined)
      assert.deepEqual(
        seen.filter((one) => sought.includes(one)),
        sought,
      )
      assert.equal(new Set(seen).size, seen.length)
    })
  })
})
