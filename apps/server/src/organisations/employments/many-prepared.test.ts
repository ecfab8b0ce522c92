import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import {
  fileColumns,
  type PreparedBulkAction,
  type PreparedSought,
} from '@sotevarmenne/api/employments'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import { createEmployments } from './index.ts'

const morning = instant(Date.UTC(2026, 10, 26, 8))
const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind

let born = 0

function anIdentityCode(): IdentityCode {
  born += 1
  const two = (number: number): string => String(number).padStart(2, '0')
  const date = `${two((born % 28) + 1)}${two((Math.floor(born / 28) % 12) + 1)}`
  const digits = `${date}${two(Math.floor(born / 336) % 100)}986`
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] ?? ''
  return valueOf(parseIdentityCode(`${digits.slice(0, 6)}-986${check}`))
}

const pdf = (text: string): string => Buffer.from(`%PDF-1.7 ${text}`).toString('base64')

forEachDatabase('many prepared orders', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  const foreign = new Set<string>()
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(1), ...registersOfAll },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const employments = createEmployments({
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(3) },
    recordAll: (_tx, happened) => {
      afterCommit(() => events.push(...happened.map(({ event }) => event)))
      return Promise.resolve()
    },
    organisations: {
      ...organisations,
      checkPreparing: () => Promise.resolve(ok({ until: undefined })),
    },
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, _permit, { organisationId }) =>
        Promise.resolve(
          foreign.has(organisationId) ? refuse({ kind: 'account-not-found' }) : ok({} as never),
        ),
    },
    cards: {
      endWithEmployment: () => Promise.resolve({ cancelled: 0, stopped: 0 }),
      listCardsOfEmployer: () => Promise.resolve(ok({ cards: [] })),
      countHeldCards: () => Promise.resolve({ held: 0, ending: 0 }),
      cardsOfEmployees: () => Promise.resolve(new Map()),
      findCardOfEmployer: () => Promise.resolve(undefined),
      professionalHoldersAmong: () => Promise.resolve(new Set()),
    },
    planJob: () => Promise.resolve(),
    systemPermit: (operation) => aPermit(operation),
  })
  const actor = { personId: randomUUID() }
  const permit = aPermit('employments.prepareOrder', actor)
  const viewing = aPermit('employments.viewPrepared', actor)
  const byPassword = aPermit('employments.prepareOrder', {
    personId: randomUUID(),
    signIn: { method: 'password', levelOfAssurance: 'low', at: morning },
  })
  beforeEach(() => {
    now = morning
    events = []
    foreign.clear()
  })

  let units: readonly { readonly oid: string; readonly name: string }[] = []
  async function anOrganisation() {
    const businessId = aBusinessId()
    const root = `1.2.246.10.${businessId.replace('-', '')}.10`
    units = [
      { oid: `${root}.1`, name: 'Päivystys' },
      { oid: `${root}.2`, name: 'Leikkausosasto' },
    ]
    const added = await organisations.addOrganisation(
      aPermit('organisations.addOrganisation', { personId: randomUUID() }),
      { businessId, name: 'Sairaala', kind: 'provider', units: [...units], contacts: [] },
    )
    return valueOf(added).organisationId
  }
  const prepare = async (organisationId: string, changes: object = {}, by = permit) =>
    valueOf(
      await employments.prepareOrder(by, {
        ...{ organisationId, identityCode: anIdentityCode(), name: 'Sanna', title: 'Sihteeri' },
        declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
        ...changes,
      }),
    )
  const list = async (organisationId: string, page: object = {}) =>
    valueOf(await employments.listPrepared(viewing, { organisationId, limit: 100, ...page }))
  const namesOf = async (organisationId: string, page: object) =>
    (await list(organisationId, page)).orders.map(({ name }) => name)
  const rowOf = ({ preparedId, state }: { preparedId: string; state: string }) => ({
    ...{ preparedId, state: state as 'draft' | 'waits' },
  })
  const withdraw = async (organisationId: string, rows: ReturnType<typeof rowOf>[], by = permit) =>
    valueOf(await employments.withdrawManyPrepared(by, { organisationId, rows }))
  const preview = async (
    organisationId: string,
    of: { preparedIds: string[] } | { sought: PreparedSought },
    action: PreparedBulkAction = 'withdraw',
  ) => valueOf(await employments.previewPrepared(viewing, { organisationId, action, of }))
  const shown = (rows: readonly { name?: string | undefined; kind: string }[]) =>
    rows.map(({ name, kind }) => [name, kind])
  const types = () => events.map(({ type }) => type)

  it('are found by parts of name, title, unit and own reference, by the identity code, unit, state and day, in either order (R452)', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    const [emergency, surgery] = units.map(({ oid }) => oid)
    await prepare(hospital, { name: 'Åsa Öberg', unitOid: emergency, reference: 'HR-1001' })
    now = plus(now, day)
    await prepare(hospital, { name: 'Matti Meikäläinen', unitOid: surgery, identityCode })
    now = plus(now, day)
    const { preparedId } = await prepare(hospital, { name: 'Ässä Ahonen', title: 'Kirjaaja' })
    await withdraw(hospital, [{ preparedId, state: 'waits' }])
    const cases: readonly (readonly [object, readonly string[]])[] = [
      [{ search: 'oberg ås' }, ['Åsa Öberg']],
      [{ search: 'kirjaa' }, ['Ässä Ahonen']],
      [{ search: 'paivystys' }, ['Åsa Öberg']],
      [{ search: 'hr-1001' }, ['Åsa Öberg']],
      [{ search: identityCode }, ['Matti Meikäläinen']],
      [{ search: 'nobody' }, []],
      [{ unitOid: surgery }, ['Matti Meikäläinen']],
      [{ unitOid: '' }, ['Ässä Ahonen']],
      [{ search: 'a', state: 'withdrawn' }, ['Ässä Ahonen']],
      [{ search: 'ssä', order: 'oldest' }, ['Ässä Ahonen']],
      [{ order: 'oldest' }, ['Åsa Öberg', 'Matti Meikäläinen', 'Ässä Ahonen']],
      [{ from: '2026-11-27', to: '2026-11-27' }, ['Matti Meikäläinen']],
    ]
    for (const [sought, names] of cases)
      assert.deepEqual(await namesOf(hospital, sought), names, JSON.stringify(sought))
    assert.equal((await list(hospital, { search: 'hr-' })).orders[0]?.reference, 'HR-1001')
  })

  it('that are searched come page by page, each once (R452)', async () => {
    const hospital = await anOrganisation()
    for (const name of ['Even A', 'Odd B', 'Even C', 'Odd D', 'Even E', 'Odd F', 'Even G'])
      await prepare(hospital, { name })
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await list(hospital, { search: 'even', limit: 2, cursor })
      names.push(...page.orders.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(names.toSorted(), ['Even A', 'Even C', 'Even E', 'Even G'])
  })

  it('have a reference of the employer that no spreadsheet takes for a formula', async () => {
    const hospital = await anOrganisation()
    const refused = await employments.prepareOrder(permit, {
      ...{ organisationId: hospital, identityCode: anIdentityCode(), name: 'S', title: 'Sihteeri' },
      declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
      reference: '=HYPERLINK(1)',
    })
    assert.equal(kindOf(refused), 'formula')
  })

  it('are withdrawn with a result for each row: done, already, or why not, and nothing else changes (R450)', async () => {
    const hospital = await anOrganisation()
    const [first, second, draft, used] = [
      await prepare(hospital, { name: 'First' }),
      await prepare(hospital, { name: 'Second' }),
      await prepare(hospital, { name: 'Draft' }, byPassword),
      await prepare(hospital, { name: 'Other' }),
    ]
    const neighbour = await prepare(await anOrganisation(), { name: 'Neighbour' })
    const rows = [first, second, draft, neighbour].map(rowOf)
    // Between the preview and the act it was sent to the desk.
    valueOf(
      await employments.sendDrafts(aPermit('employments.sendDrafts', actor), {
        ...{ organisationId: hospital, count: 1 },
      }),
    )
    events = []
    const result = await withdraw(hospital, rows)
    assert.deepEqual([result.done, result.already], [2, 0])
    assert.deepEqual(shown(result.refused), [
      ['Draft', 'prepared-order-changed'],
      [undefined, 'prepared-order-not-found'],
    ])
    assert.deepEqual(
      result.reasons.map(({ kind }) => kind),
      ['prepared-order-changed', 'prepared-order-not-found'],
    )
    assert.equal(types().filter((type) => type === 'PreparedWithdrawn').length, 2)
    assert.deepEqual((await list(hospital)).counts, {
      ...{ draft: 0, waits: 2, used: 0, withdrawn: 2, lapsed: 0 },
    })

    // The same act again.
    events = []
    const again = await withdraw(hospital, rows)
    assert.deepEqual([again.done, again.already, again.refused.length], [0, 2, 2])
    assert.ok(!types().includes('PreparedWithdrawn'))
    // One row twice in a request is one row.
    const twice = await withdraw(hospital, [rowOf(used), rowOf(used)])
    assert.deepEqual([twice.done, twice.already], [1, 0])
  })

  it('are sent to the desk one by one: chosen drafts alone, each with its own result, once (R284, R450)', async () => {
    const hospital = await anOrganisation()
    const [chosen, left, waits] = [
      await prepare(hospital, { name: 'Chosen' }, byPassword),
      await prepare(hospital, { name: 'Left' }, byPassword),
      await prepare(hospital, { name: 'Waits' }),
    ]
    const foreign = await prepare(await anOrganisation(), { name: 'Neighbour' }, byPassword)
    const send = async (orders: readonly (typeof chosen)[]) =>
      valueOf(
        await employments.sendManyDrafts(aPermit('employments.sendDrafts', actor), {
          ...{ organisationId: hospital, rows: orders.map(rowOf) },
        }),
      )
    events = []
    const result = await send([chosen, waits, foreign])
    assert.deepEqual([result.done, result.already], [1, 1])
    assert.deepEqual(shown(result.refused), [[undefined, 'prepared-order-not-found']])
    assert.deepEqual(
      events.filter(({ type }) => type === 'DraftsSent'),
      [{ type: 'DraftsSent', organisationId: hospital, count: 1 }],
    )
    const { orders } = await list(hospital)
    const stateOf = ({ preparedId }: typeof chosen) =>
      orders.find((order) => order.preparedId === preparedId)?.state
    assert.deepEqual([chosen, left, waits].map(stateOf), ['waits', 'draft', 'waits'])

    events = []
    const again = await send([chosen])
    assert.deepEqual([again.done, again.already], [0, 1])
    assert.ok(!types().includes('DraftsSent'))
    const preview = valueOf(
      await employments.previewPrepared(aPermit('employments.viewPrepared', actor), {
        ...{ organisationId: hospital, action: 'send' },
        of: { preparedIds: [chosen, left].map(({ preparedId }) => preparedId) },
      }),
    )
    assert.deepEqual(
      preview.can.map(({ preparedId }) => preparedId),
      [left.preparedId],
    )
    assert.deepEqual(shown(preview.cannot), [['Chosen', 'prepared-order-sent-already']])
  })

  it('are withdrawn once by two acts at the same time, with one audit entry each (R450)', async () => {
    const hospital = await anOrganisation()
    const rows = []
    for (let nr = 0; nr < 20; nr += 1) rows.push(rowOf(await prepare(hospital)))
    events = []
    const results = await Promise.all([
      withdraw(hospital, rows),
      withdraw(hospital, rows.toReversed()),
    ])
    assert.deepEqual(results.map(({ done, already }) => [done, already]).toSorted(), [
      [0, 20],
      [20, 0],
    ])
    assert.equal(types().filter((type) => type === 'PreparedWithdrawn').length, 20)
  })

  it('that lapsed, or that the desk sees after a sign-in by password, are refused row by row (R284, R450)', async () => {
    const hospital = await anOrganisation()
    const old = rowOf(await prepare(hospital, { name: 'Old' }))
    now = plus(now, 60 * day)
    const seen = rowOf(await prepare(hospital, { name: 'Seen' }))
    const draft = rowOf(await prepare(hospital, { name: 'Draft' }, byPassword))
    const result = await withdraw(hospital, [old, seen, draft], byPassword)
    assert.equal(result.done, 1)
    assert.deepEqual(shown(result.refused), [
      ['Old', 'prepared-order-not-waiting'],
      ['Seen', 'strong-sign-in-needed'],
    ])
  })

  it('are previewed before an act: which rows it changes, and of the others why not; nothing changes (R450)', async () => {
    const hospital = await anOrganisation()
    const waiting = await prepare(hospital, { name: 'Waiting' })
    const gone = await prepare(hospital, { name: 'Gone' })
    const neighbour = await prepare(await anOrganisation())
    await withdraw(hospital, [rowOf(gone)])
    const ids = [waiting, gone, neighbour].map(({ preparedId }) => preparedId)
    const chosen = await preview(hospital, { preparedIds: ids })
    assert.deepEqual(chosen.can, [rowOf(waiting)])
    assert.deepEqual(shown(chosen.cannot), [
      [undefined, 'prepared-order-not-found'],
      ['Gone', 'prepared-order-not-waiting'],
    ])
    const all = await preview(hospital, { sought: {} })
    assert.deepEqual([all.can.length, all.cannot.length, all.hasMore], [1, 0, false])
    assert.equal((await preview(hospital, { sought: { search: 'gone' } })).can.length, 0)
    assert.equal((await list(hospital)).counts.waits, 1)
    foreign.add(hospital)
    const refused = await employments.previewPrepared(viewing, {
      ...{ organisationId: hospital, action: 'withdraw', of: { sought: {} } },
    })
    assert.equal(kindOf(refused), 'account-not-found')
  })

  it('get one certificate that is stored once, however often it is uploaded, and none is replaced (R451)', async () => {
    const hospital = await anOrganisation()
    const orders = [await prepare(hospital), await prepare(hospital)]
    const own = await prepare(hospital, { name: 'Own' })
    const ids = { organisationId: hospital, preparedId: own.preparedId }
    valueOf(await employments.sendCertificateAhead(permit, { ...ids, document: pdf('own') }))
    const store = async (document: string, organisationId = hospital) =>
      valueOf(await employments.storeSharedCertificate(permit, { organisationId, document }))
    const { certificateId } = await store(pdf('all'))
    assert.deepEqual(await store(pdf('all')), { certificateId })
    const attach = (of = certificateId, organisationId = hospital) =>
      employments.attachSharedCertificate(permit, {
        ...{ organisationId, certificateId: of, rows: [...orders, own].map(rowOf) },
      })
    assert.deepEqual(
      (await preview(hospital, { sought: {} }, 'attachCertificate')).cannot.map(({ name }) => name),
      ['Own'],
    )
    // Only files that belong to one person need the names.
    for (const [action, names] of [
      ['attachCertificate', [undefined, undefined]],
      ['attachOwnCertificates', ['Sanna', 'Sanna']],
    ] as const) {
      events = []
      const { can } = await preview(hospital, { sought: { search: 'sanna' } }, action)
      assert.deepEqual(
        can.map(({ name }) => name),
        names,
      )
      assert.equal(types().includes('PreparedListed'), action === 'attachOwnCertificates')
    }
    events = []
    const first = valueOf(await attach())
    assert.deepEqual([first.done, first.already], [2, 0])
    assert.deepEqual(shown(first.refused), [['Own', 'certificate-attached-already']])
    assert.equal(types().filter((type) => type === 'CertificateSentAhead').length, 2)
    const again = valueOf(await attach())
    assert.deepEqual([again.done, again.already, again.refused.length], [0, 2, 1])
    const other = await store(pdf('other'))
    assert.deepEqual([valueOf(await attach(other.certificateId)).done], [0])
    for (const { preparedId } of orders) {
      const found = await db.read((tx) => employments.sentAhead(tx, preparedId))
      assert.equal(Buffer.from(found?.bytes ?? []).toString(), '%PDF-1.7 all')
    }
    // Another organisation's.
    const neighbour = await anOrganisation()
    assert.equal(kindOf(await attach(certificateId, neighbour)), 'certificate-not-found')
    const text = await employments.storeSharedCertificate(permit, {
      ...{ organisationId: hospital, document: Buffer.from('MZ').toString('base64') },
    })
    assert.equal(kindOf(text), 'document-not-readable')
  })

  it('lose their shared certificate with the last of them, and one that is never attached is erased after a day (R451)', async () => {
    const hospital = await anOrganisation()
    const orders = [await prepare(hospital), await prepare(hospital)]
    const store = async (text: string) =>
      valueOf(
        await employments.storeSharedCertificate(permit, {
          ...{ organisationId: hospital, document: pdf(text) },
        }),
      ).certificateId
    const certificateId = await store('shared')
    const forgotten = await store('forgotten')
    valueOf(
      await employments.attachSharedCertificate(permit, {
        ...{ organisationId: hospital, certificateId, rows: orders.map(rowOf) },
      }),
    )
    const stored = async () => {
      const { rows } = await db.read((tx) =>
        sql<{ id: string; text: string }>`
          select certificate_id as id, c::text as text from employments.certificate c
          where organisation_id = ${hospital}`.execute(tx),
      )
      assert.ok(rows.every(({ text }) => !text.includes('PDF')))
      return rows.map(({ id }) => id).toSorted()
    }
    const [first, second] = orders.map(rowOf)
    await withdraw(hospital, first ? [first] : [])
    assert.deepEqual(await stored(), [certificateId, forgotten].toSorted())
    await withdraw(hospital, second ? [second] : [])
    assert.deepEqual(await stored(), [forgotten])
    const [job] = employments.jobs
    await job?.handle({ kind: 'employments.forget' } as never)
    assert.deepEqual(await stored(), [forgotten])
    now = plus(now, day + 1)
    await job?.handle({ kind: 'employments.forget' } as never)
    assert.deepEqual(await stored(), [])
  })

  it('are previewed at once and withdrawn in parts, however many they are (R452)', async () => {
    const hospital = await anOrganisation()
    const lines = Array.from({ length: 1200 }, (_, nr) => [
      ...[anIdentityCode(), 'Sanna Esimerkki', units[nr % 2]?.oid ?? '', 'Sihteeri', ''],
      ...[`HR-${String(nr)}`, 'ei', 'Esko'],
    ])
    const heads = Object.values(fileColumns).map(({ fi }) => fi)
    const file = [heads, ...lines].map((line) => line.join(';')).join('\r\n')
    const taken = await employments.prepareByFile(permit, {
      ...{ organisationId: hospital, file: Buffer.from(file).toString('base64') },
    })
    assert.deepEqual(valueOf(taken), { outcome: 'prepared', count: 1200, areDrafts: false })
    const { can } = await preview(hospital, { sought: {} })
    assert.equal(can.length, 1200)
    for (let from = 0; from < can.length; from += 500) {
      const part = can.slice(from, from + 500)
      assert.equal((await withdraw(hospital, part)).done, part.length)
    }
    assert.equal((await list(hospital)).counts.withdrawn, 1200)
  })
})
