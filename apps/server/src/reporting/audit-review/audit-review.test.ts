import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { AuditEntryView, SubjectOfLog } from '@sotevarmenne/api/audit'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import { isIncluded, leafHash } from '@sotevarmenne/issuing/domain/merkle'
import { day, hour, parseInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { AuditEntry, EntryId } from '#audit/contract.ts'
import { entryDigest } from '#audit/digest.ts'
import { anAudit } from '#audit/testing.ts'
import { aCardHandedOver, afternoon } from '#cards/lifecycle/testing.ts'
import { aSpareEnvironment, type SpareEnvironment } from '#cards/spare-cards/testing.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import type { PauseId } from '#pki/crl/contract.ts'
import { insertPause, saveRelease } from '#pki/crl/stores/paused-crls.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { RevokingPermit } from '#pki/revocation/contract.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import { anAuditReview } from './testing.ts'

const holderCode = '131052-308T'

forEachDatabase('the audit log as auditors read it', ({ db }) => {
  let now: Instant = afternoon
  const clock = { now: () => now }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const audit = anAudit(db, { clock })
  const auditor = randomUUID()
  const viewing = aPermit('audit.viewAuditLog', { personId: auditor })
  const clinic = { organisationId: randomUUID(), name: 'Clinic Ltd', businessId: '1234567-1' }
  let ca: TestCa
  let environment: SpareEnvironment
  let review: ReturnType<typeof anAuditReview>
  let holder: string
  let registrar: string
  let cardId: string

  before(async () => {
    ca = await startTestCa({ clock })
    environment = aSpareEnvironment({ db, ca, clock })
    review = aReview()
    holder = await remember(holderCode, 'Aino Märta', 'Sjöberg')
    registrar = await remember('010180-9026', 'Riitta', 'Rekisteröijä')
    cardId = await aCardHandedOver(environment, { holder })
  })
  after(() => ca.close())

  const aReview = (searchesAnHour?: number) =>
    anAuditReview({
      ...{ db, clock, audit, people },
      spareCards: environment.spareCards,
      certificates: environment.certificates,
      organisations: {
        organisationsByIds: (_tx, ids) =>
          Promise.resolve(
            new Map(
              ids.includes(clinic.organisationId)
                ? [[clinic.organisationId, clinic as unknown as Organisation]]
                : [],
            ),
          ),
        searchOrganisations: (_tx, { query }) =>
          Promise.resolve(
            [clinic.name, clinic.businessId].some((text) => text.startsWith(query))
              ? [clinic as unknown as Organisation]
              : [],
          ),
      },
      issuers: ca.issuers.all.map(({ id }) => id),
      ...(searchesAnHour !== undefined && { searchesAnHour }),
    })

  async function remember(identityCode: string, givenNames: string, surname: string) {
    const code = parseIdentityCode(identityCode)
    assert.ok(code.ok)
    const facts = { givenNames, surname, language: 'fi', nonDisclosure: false } as const
    const remembered = await db.write(async (tx) =>
      ok(await people.rememberPerson(tx, { identityCode: code.value, ...facts })),
    )
    assert.ok(remembered.ok)
    return remembered.value as string
  }

  const happened = async (event: DomainEvent, permit: Permit) => {
    const recorded = await db.write(async (tx) => {
      await audit.record(tx, event, permit)
      return ok(undefined)
    })
    assert.ok(recorded.ok)
    assert.ok((await audit.sequence()).ok)
  }

  const find = async (sought: string, on?: string, by = viewing) => {
    const found = await review.findAuditSubjects(by, { sought, ...(on !== undefined && { on }) })
    assert.ok(found.ok, JSON.stringify(found))
    return found.value.subjects
  }
  const idsOf = (subjects: readonly SubjectOfLog[]) =>
    subjects.map((subject) => ('personId' in subject ? subject.personId : subject.kind))

  const entriesBy = (personId: string) =>
    db.read(async (tx) => {
      const { rows } = await sql<{ type: string; about_person: string | null; facts: object }>`
        select type, about_person, facts from audit.entry
        where actor->>'personId' = ${personId} order by arrived`.execute(tx)
      return rows
    })

  describe('the search of an auditor', () => {
    it('finds the person by identity code, name, card number, certificate serial, order number and identifier (R411)', async () => {
      const [card] = await db.read((tx) => environment.cards.cardsForCaller(tx, holder))
      const [certificate] = await db.read((tx) =>
        environment.certificates.certificatesOfCard(tx, cardId),
      )
      const { rows } = await db.read((tx) =>
        sql<{
          order_id: string
        }>`select order_id from cards.card where card_id = ${cardId}`.execute(tx),
      )
      for (const sought of [
        holderCode,
        ` ${holderCode.toLowerCase()} `,
        'sjob aino',
        card?.cardNumber ?? '',
        certificate?.serial ?? '',
        (certificate?.serial ?? '').toUpperCase(),
        rows[0]?.order_id ?? '',
        cardId,
        holder,
      ]) {
        const [subject, ...others] = await find(sought)
        assert.deepEqual(others, [], sought)
        assert.ok(subject?.kind === 'person', sought)
        assert.deepEqual(
          [subject.personId, subject.name, subject.bornIn],
          [holder, 'Aino Märta Sjöberg', 1952],
        )
        assert.deepEqual(
          subject.cards.map((one) => [one.cardId, one.cardNumber, one.isSpare]),
          [[cardId, card?.cardNumber, false]],
        )
      }
    })

    it('finds an organisation by name and business ID, and nothing by what nobody has', async () => {
      for (const sought of ['Clinic', clinic.businessId])
        assert.deepEqual(await find(sought), [{ kind: 'organisation', ...clinic }])
      for (const sought of [randomUUID(), '12345678901234567', '0a1b2c3d4e5f60718293', 'xq'])
        assert.deepEqual(await find(sought), [], sought)
    })

    it('finds an order of which only the log knows', async () => {
      const orderId = randomUUID()
      const drafted = { type: 'OrderDrafted', about: { personId: randomUUID(), orderId } }
      await happened(drafted, aPermit('orders.draftOrder', { personId: registrar }))
      assert.deepEqual(await find(orderId.toUpperCase()), [{ kind: 'order', orderId }])
    })

    it('is narrowed to those about whom or by whom something was done on the day', async () => {
      const cancelled = { type: 'CardCancelled', about: { personId: holder, cardId } }
      now = parseInstant('2026-11-20T22:30:00Z') ?? assert.fail()
      await happened(cancelled, aPermit('cards.cancelCard', { personId: registrar }))
      now = parseInstant('2026-11-19T10:00:00Z') ?? assert.fail()
      const listed = { type: 'CardListed', about: { personId: holder, cardId } }
      await happened(listed, aPermit('cards.listCards', { personId: registrar }))
      now = afternoon

      // 00:30 in Helsinki.
      assert.deepEqual(idsOf(await find('sjöberg', '2026-11-21')), [holder])
      assert.deepEqual(idsOf(await find('rekisteröijä', '2026-11-21')), [registrar])
      assert.deepEqual(idsOf(await find('sjöberg', '2026-11-20')), [])
      assert.deepEqual(idsOf(await find('sjöberg', '2026-11-19')), [], 'a view changes nothing')
    })

    it('leaves an access record for each person shown, and of what was typed only its kind and a keyed digest (R412)', async () => {
      const personId = randomUUID()
      const by = aPermit('audit.viewAuditLog', { personId })
      await find(holderCode, undefined, by)
      await find(holderCode.toLowerCase(), undefined, by)
      await find('sjöberg', undefined, by)
      const searches = await entriesBy(personId)
      assert.deepEqual(
        searches.map(({ type, about_person: about }) => [type, about]),
        Array.from({ length: 3 }, () => [
          ['AuditSubjectsSought', null],
          ['AuditSubjectSought', holder],
        ]).flat(),
      )
      const [first, second, third] = searches
        .filter(({ type }) => type === 'AuditSubjectsSought')
        .map(({ facts }) => facts as { by: string; digest: string })
      assert.deepEqual([first?.by, third?.by], ['identity-code', 'name'])
      assert.match(first?.digest ?? '', /^[\da-f]{64}$/)
      assert.equal(first?.digest, second?.digest)
      assert.notEqual(first?.digest, third?.digest)
      assert.doesNotMatch(JSON.stringify(searches), /131052|308t|sjöberg/i)
    })

    it('is refused beyond the limit of an hour, also when two come at once, until the hour is over', async () => {
      review = aReview(3)
      const by = aPermit('audit.viewAuditLog', { personId: randomUUID() })
      const seek = async () => {
        const found = await review.findAuditSubjects(by, { sought: 'sjöberg' })
        return found.ok ? 'found' : found.refusal.kind
      }
      const results = await Promise.all([seek(), seek(), seek(), seek(), seek()])
      assert.deepEqual(results.toSorted(), [
        ...['found', 'found', 'found'],
        ...['too-many-searches', 'too-many-searches'],
      ])
      const another = aPermit('audit.viewAuditLog', { personId: randomUUID() })
      assert.equal((await find('sjöberg', undefined, another)).length, 1)
      now = plus(afternoon, hour + 1)
      assert.equal(await seek(), 'found')
      now = afternoon
      review = aReview()
    })
  })

  describe('the history that an auditor reads', () => {
    const about = () => ({ personId: aino, cardId: card, orderId })
    const [aino, card, orderId] = [randomUUID(), randomUUID(), randomUUID()]
    const organised = 'AgreementEnded'

    before(async () => {
      const done: readonly (readonly [DomainEvent, Permit])[] = [
        [
          { type: 'OrderDrafted', about: { personId: aino, orderId } },
          aPermit('orders.draftOrder', { personId: registrar }),
        ],
        [
          { type: 'CardListed', about: about() },
          aPermit('cards.listCards', { personId: registrar }),
        ],
        [
          { type: 'CardHandedOver', about: about() },
          aPermit('cards.handOverCard', { personId: registrar }),
        ],
        [
          { type: organised, ...{ organisationId: clinic.organisationId } },
          aPermit('organisations.endAgreement', { personId: registrar }),
        ],
        [
          { type: 'CardCancelled', about: about() },
          aPermit('cards.cancelCard', { personId: holder }),
        ],
      ]
      for (const [nr, [event, permit]] of done.entries()) {
        now = plus(afternoon, nr * day)
        await happened(event, permit)
      }
      now = afternoon
    })

    const history = async (
      requested: Partial<Parameters<typeof review.viewAuditHistory>[1]>,
      by = viewing,
    ) => {
      const viewed = await review.viewAuditHistory(by, { limit: 100, ...requested })
      assert.ok(viewed.ok, JSON.stringify(viewed))
      return viewed.value
    }
    const typesOf = async (requested: Partial<Parameters<typeof review.viewAuditHistory>[1]>) =>
      (await history(requested)).entries.map(({ entry }) => entry.type)

    it('is that of a person, a card, an order or an organisation, oldest first, with or without views (R413)', async () => {
      const all = ['OrderDrafted', 'CardListed', 'CardHandedOver', 'CardCancelled']
      const changes = all.filter((type) => type !== 'CardListed')
      assert.deepEqual(await typesOf({ orderId }), all)
      assert.deepEqual(await typesOf({ orderId, withoutViews: 'yes' }), changes)
      assert.deepEqual(await typesOf({ personId: aino, withoutViews: 'yes' }), changes)
      assert.deepEqual(await typesOf({ cardId: card, withoutViews: 'yes' }), changes.slice(1))
      assert.deepEqual(await typesOf({ organisationId: clinic.organisationId }), [organised])
      assert.deepEqual(
        await typesOf({ orderId, withoutViews: 'yes', from: '2026-11-25', to: '2026-11-26' }),
        ['CardHandedOver'],
      )
    })

    it('of a card has the entries of its order too', async () => {
      const { rows } = await db.read((tx) =>
        sql<{
          order_id: string
        }>`select order_id from cards.card where card_id = ${cardId}`.execute(tx),
      )
      const own = { personId: holder, orderId: rows[0]?.order_id ?? '' }
      await happened(
        { type: 'OrderConfirmed', about: own },
        aPermit('orders.confirmOrder', { personId: registrar }),
      )
      assert.ok((await typesOf({ cardId })).includes('OrderConfirmed'))
    })

    it('names people, organisations and cards beside their identifiers', async () => {
      const { names } = await history({ cardId })
      const [known] = await db.read((tx) => environment.cards.cardsForCaller(tx, holder))
      assert.equal(names[registrar], 'Riitta Rekisteröijä')
      assert.equal(names[holder], 'Aino Märta Sjöberg')
      assert.equal(names[cardId], known?.cardNumber)
      const ofClinic = await history({ organisationId: clinic.organisationId })
      assert.equal(ofClinic.names[clinic.organisationId], clinic.name)
      const found = await review.searchAuditLog(viewing, { actor: registrar, limit: 5 })
      assert.ok(found.ok)
      assert.equal(found.value.names[registrar], 'Riitta Rekisteröijä')
    })

    it('proves each entry against one checkpoint, page by page, while the log grows', async () => {
      const first = await history({ personId: aino, withoutViews: 'yes', limit: 2 })
      await happened({ type: 'CrlPublished' }, aPermit('crl.publishCrl'))
      const second = await history({
        ...{ personId: aino, withoutViews: 'yes', limit: 2 },
        cursor: first.nextCursor,
      })
      assert.deepEqual(second.checkpoint, first.checkpoint)
      assert.deepEqual([first.entries.length, second.entries.length], [2, 1])
      assert.equal(second.nextCursor, undefined)
      const { size, root } = first.checkpoint
      for (const { entry, salt, position, path } of [...first.entries, ...second.entries]) {
        const at = parseInstant(entry.at) ?? assert.fail()
        const digest = entryDigest({
          entry: {
            ...(entry as AuditEntry & AuditEntryView),
            at,
            entryId: entry.entryId as EntryId,
          },
          salt: Buffer.from(salt, 'base64'),
        })
        assert.ok(
          isIncluded(sha256, {
            ...{ leaf: leafHash(sha256, digest), index: position, size },
            root: Buffer.from(root, 'base64'),
            path: path.map((each) => Buffer.from(each, 'base64')),
          }),
        )
      }
    })

    it('leaves one access record for each person in it, and refuses a cursor of another list', async () => {
      const personId = randomUUID()
      await history({ orderId }, aPermit('audit.viewAuditLog', { personId }))
      assert.deepEqual(
        (await entriesBy(personId)).map(({ type, about_person: of }) => [type, of]),
        [['AuditLogViewed', aino]],
      )
      for (const cursor of ['x', '1', '99999999_1']) {
        const viewed = await review.viewAuditHistory(viewing, { orderId, cursor, limit: 5 })
        assert.deepEqual(viewed.ok ? undefined : viewed.refusal, { kind: 'cursor-unreadable' })
      }
    })
  })

  describe('revocations that wait for their release (R43)', () => {
    const pauseId = randomUUID() as string as PauseId
    let serials: readonly SerialNumber[] = []
    let issuer: IssuerId

    before(async () => {
      const lost = await remember('010190-902S', 'Kaisa', 'Esimerkki')
      const lostCard = await aCardHandedOver(environment, { holder: lost })
      const { record } = audit
      const revocations = createRevocations({
        ...{ record, clock, certificates: environment.certificates },
      })
      const revoked = await db.write(async (tx) => {
        const certificates = await environment.certificates.certificatesOfCard(tx, lostCard)
        serials = certificates.map(({ serial }) => serial)
        issuer = certificates[0]?.issuer ?? assert.fail()
        const [first = assert.fail(), second = assert.fail()] = serials
        const revoke = (permit: RevokingPermit, serial: SerialNumber) =>
          revocations.revokeCertificates(tx, permit, {
            ...{ issuer, serials: [serial], reason: 'keyCompromise', cause: 'card-lost' },
          })
        await insertPause(tx, {
          ...{ pauseId, issuer, position: await lastPosition(tx), noticedAt: now, revoked: 2 },
          causes: [],
        })
        const byRegistrar = await revoke(
          aPermit('cards.cancelCard', { personId: registrar }),
          first,
        )
        assert.ok(byRegistrar.ok)
        return revoke(aPermit('cards.reportOwnCardLost', { personId: lost }), second)
      })
      assert.ok(revoked.ok)
      assert.ok((await audit.sequence()).ok)
    })

    const list = (
      requested: { readonly cursor?: string; readonly limit?: number; readonly pauseId?: string },
      personId: string = randomUUID(),
    ) =>
      review.listPausedRevocations(aPermit('crl.viewPausedRevocations', { personId }), {
        ...{ pauseId, limit: 25, ...requested },
      })

    it('are listed in their order, a page at a time, each with its card, actor, act, cause and entry', async () => {
      const first = valueOf(await list({ limit: 1 }))
      const rest = valueOf(await list({ limit: 1, cursor: first.nextCursor ?? '' }))
      assert.equal(rest.nextCursor, undefined)
      const rows = [...first.revocations, ...rest.revocations]
      assert.deepEqual(
        rows.map(({ serial, cause, by, operation }) => [serial, cause, by, operation]),
        [
          [
            serials[0],
            'card-lost',
            { kind: 'person', name: 'Riitta Rekisteröijä' },
            'cards.cancelCard',
          ],
          [serials[1], 'card-lost', { kind: 'holder' }, 'cards.reportOwnCardLost'],
        ],
      )
      for (const { cardNumber, name, entryId } of rows) {
        assert.match(cardNumber ?? '', /^\d{17}$/)
        // No holder is named.
        assert.equal(name, undefined)
        const entry = await review.viewEntry(viewing, { entryId: entryId ?? '' })
        assert.ok(entry.ok)
        assert.equal(entry.value.proven.entry.type, 'CertificateRevoked')
      }
    })

    it('leave one access record for the holder of those that are shown, and one for the list', async () => {
      const officer = randomUUID()
      assert.ok((await list({}, officer)).ok)
      const entries = await entriesBy(officer)
      assert.deepEqual(
        entries.map(({ type }) => type),
        ['PausedRevocationsListed', 'PausedRevocationsListed'],
      )
      assert.deepEqual(entries[0]?.facts, { issuer, count: 2 })
      assert.equal(entries.filter(({ about_person: about }) => about !== null).length, 1)
    })

    it('are not found once they are released, nor by a cursor of another list', async () => {
      for (const cursor of ['x', '-1', '1_1'])
        assert.deepEqual(await list({ cursor }), refuse({ kind: 'cursor-unreadable' }))
      assert.deepEqual(await list({ pauseId: randomUUID() }), refuse({ kind: 'pause-not-found' }))
      const by = randomUUID()
      await db.write(async (tx) => {
        await saveRelease(tx, pauseId, { person: by, at: now, upTo: 1_000_000 })
        return ok(undefined)
      })
      assert.deepEqual(await list({}), refuse({ kind: 'pause-not-found' }))
    })
  })
})

const lastPosition = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(position), 0)::integer as last from revocation.revocation`.execute(tx)
  return rows[0]?.last ?? 0
}
