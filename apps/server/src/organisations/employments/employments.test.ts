import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { fileColumns } from '@sotevarmenne/api/employments'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { day, formatInstant, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Cards } from '#cards/lifecycle/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aBusinessId, registersOfAll } from '../registry/testing.ts'
import type { EmploymentEnded } from './contract.ts'
import { createEmployments } from './index.ts'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'

const morning = instant(Date.UTC(2026, 10, 26, 8))
const kindOf = (result: Result<unknown, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.refusal.kind
const valueOf = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

let born = 0

/** Of a person whom no other test here knows. */
function anIdentityCode(): IdentityCode {
  born += 1
  const two = (number: number): string => String(number).padStart(2, '0')
  const date = `${two((born % 28) + 1)}${two((Math.floor(born / 28) % 12) + 1)}`
  const digits = `${date}${two(Math.floor(born / 336) % 100)}987`
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(digits) % 31] ?? ''
  return valueOf(parseIdentityCode(`${digits.slice(0, 6)}-987${check}`))
}

forEachDatabase('prepared orders and ends of employments', ({ db }) => {
  let now: Instant
  let events: DomainEvent[]
  let members: Set<string>
  /** Persons with a valid professional card. */
  const professionals = new Set<string>()
  const input: { readonly holder: string; readonly organisationId: string }[] = []
  /** Cards that are bound to an organisation. */
  const bound = new Map<string, Awaited<ReturnType<Cards['findCardOfEmployer']>>>()
  /** Result of ending the person's cards. */
  let rested = { cancelled: 0, stopped: 0 }
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    afterCommit(() => events.push(event))
    return Promise.resolve()
  }
  const recordAll = (_tx: unknown, happened: readonly { readonly event: DomainEvent }[]) => {
    afterCommit(() => events.push(...happened.map(({ event }) => event)))
    return Promise.resolve()
  }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    ...{ db, clock, record, people, secret: new Uint8Array(32).fill(1), ...registersOfAll },
    points: { findPoints: () => Promise.resolve(new Map()) },
  })
  const employments = createEmployments({
    ...{ db, clock, record, recordAll, people, secret: new Uint8Array(32).fill(3) },
    // Agreements have their own tests.
    organisations: {
      ...organisations,
      checkPreparing: () => Promise.resolve(ok({ until: undefined })),
    },
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, _permit, { organisationId }) =>
        Promise.resolve(
          members.has(organisationId) ? ok({} as never) : refuse({ kind: 'account-not-found' }),
        ),
    },
    cards: {
      endWithEmployment: (_tx, _permit, requested) => {
        input.push(requested)
        return Promise.resolve(rested)
      },
      listCardsOfEmployer: () => Promise.resolve(ok({ cards: [] })),
      countHeldCards: () => Promise.resolve({ held: 0, ending: 0 }),
      cardsOfEmployees: () => Promise.resolve(new Map()),
      findCardOfEmployer: (_tx, requested) =>
        Promise.resolve(bound.get(`${requested.organisationId} ${requested.cardId}`)),
      professionalHoldersAmong: (_tx, { personIds }) =>
        Promise.resolve(new Set(personIds.filter((personId) => professionals.has(personId)))),
    },
    planJob: () => Promise.resolve(),
    systemPermit: (operation) => aPermit(operation),
  })
  const permit = aPermit('employments.prepareOrder', { personId: randomUUID() })
  beforeEach(() => {
    now = morning
    events = []
    members = new Set()
    input.length = 0
    rested = { cancelled: 0, stopped: 0 }
  })

  async function anOrganisation(kind: 'provider' | 'other-body' = 'provider') {
    const added = await organisations.addOrganisation(
      aPermit('organisations.addOrganisation', { personId: randomUUID() }),
      { businessId: aBusinessId(), name: 'Sairaala', kind, units: [], contacts: [] },
    )
    const { organisationId } = valueOf(added)
    members.add(organisationId)
    return organisationId
  }
  const prepare = (organisationId: string, changes: object = {}) =>
    employments.prepareOrder(permit, {
      ...{ organisationId, identityCode: anIdentityCode(), name: 'Sanna', title: 'Sihteeri' },
      declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
      ...changes,
    })
  const list = async (organisationId: string, page: object = {}) =>
    valueOf(
      await employments.listPrepared(aPermit('employments.viewPrepared', permitOf), {
        ...{ organisationId, limit: 100, ...page },
      }),
    )
  const permitOf = { personId: randomUUID() }

  const heads = Object.values(fileColumns).map(({ fi }) => fi)
  const aLine = (changes: Partial<Record<keyof typeof fileColumns, string>> = {}): string[] => {
    const values = {
      ...{ identityCode: anIdentityCode(), name: 'Åsa Öberg', unitOid: '', title: 'Sihteeri' },
      ...{ employmentEndsOn: '31.12.2027', logsInToPatientSystems: 'kyllä', declaredBy: 'Esko' },
      reference: '',
      ...changes,
    }
    return Object.keys(fileColumns).map((column) => values[column as keyof typeof values])
  }
  const fileOf = (lines: readonly (readonly string[])[], separator = ';'): string =>
    [heads, ...lines].map((line) => `${line.join(separator)}\r\n`).join('')
  const take = (organisationId: string, file: string | Uint8Array) =>
    employments.prepareByFile(permit, {
      organisationId,
      file: Buffer.from(file as string).toString('base64'),
    })

  it('are drafts after a sign-in by password: the desk finds them once a strongly signed-in person sends them (R284)', async () => {
    const organisationId = await anOrganisation()
    const byPassword = aPermit('employments.prepareOrder', {
      personId: randomUUID(),
      signIn: { method: 'password', levelOfAssurance: 'low', at: now },
    })
    const identityCode = parseIdentityCode(anIdentityCode())
    assert.ok(identityCode.ok)
    const found = () => db.read((tx) => employments.preparedFor(tx, identityCode.value))
    const prepared = await employments.prepareOrder(byPassword, {
      ...{ organisationId, identityCode: identityCode.value, name: 'Sanna', title: 'Sihteeri' },
      declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
    })
    assert.ok(prepared.ok)
    const { preparedId, state } = prepared.value
    assert.equal(state, 'draft')
    assert.deepEqual(await found(), [])
    // Nobody is prepared twice, as a draft or otherwise.
    const again = await prepare(organisationId, { identityCode: identityCode.value })
    assert.equal(again.ok || again.refusal.kind, 'prepared-already')
    const file = Buffer.from(fileOf([aLine()])).toString('base64')
    const taken = await employments.prepareByFile(byPassword, { organisationId, file })
    assert.deepEqual(taken, ok({ outcome: 'prepared', count: 1, areDrafts: true }))
    const document = Buffer.from('%PDF-1.7 employed').toString('base64')
    const ids = { organisationId, preparedId }
    assert.ok((await employments.sendCertificateAhead(byPassword, { ...ids, document })).ok)

    const send = async (count: number, of = organisationId) => {
      const sent = await employments.sendDrafts(aPermit('employments.sendDrafts', permitOf), {
        ...{ organisationId: of, count },
      })
      return sent.ok || sent.refusal.kind
    }
    assert.equal(await send(1), 'drafts-not-those')
    assert.equal(await send(2, randomUUID()), 'account-not-found')
    assert.deepEqual(await found(), [])
    assert.equal(await send(2), true)
    assert.equal(events.at(-1)?.type, 'DraftsSent')
    assert.equal((await found()).length, 1)
    assert.deepEqual((await list(organisationId)).counts.waits, 2)
    assert.equal(await send(2), 'drafts-not-those')

    // Orders visible to the desk can be neither withdrawn nor amended after a sign-in by password.
    for (const refused of [
      await employments.withdrawPrepared(byPassword, ids),
      await employments.sendCertificateAhead(byPassword, { ...ids, document }),
    ])
      assert.equal(refused.ok || refused.refusal.kind, 'strong-sign-in-needed')
    assert.ok((await employments.withdrawPrepared(permit, ids)).ok)
  })

  it('as drafts can be withdrawn after a sign-in by password, lapse, and end with the employment (R284)', async () => {
    const organisationId = await anOrganisation()
    const byPassword = aPermit('employments.prepareOrder', {
      personId: randomUUID(),
      signIn: { method: 'password', levelOfAssurance: 'low', at: now },
    })
    const draft = async (identityCode: string) => {
      const prepared = await employments.prepareOrder(byPassword, {
        ...{ organisationId, identityCode, name: 'Sanna', title: 'Sihteeri' },
        declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
      })
      assert.ok(prepared.ok)
      return prepared.value.preparedId
    }
    const preparedId = await draft(anIdentityCode())
    const ids = { organisationId, preparedId }
    assert.ok((await employments.withdrawPrepared(byPassword, ids)).ok)
    const identityCode = anIdentityCode()
    await draft(identityCode)
    const ended = await employments.endEmployment(aPermit('employments.endEmployment', permitOf), {
      organisationId,
      identityCode,
    })
    assert.equal(ended.ok && ended.value.withdrawn, 1)
    await draft(anIdentityCode())
    now = plus(now, 60 * day + 1)
    const sent = await employments.sendDrafts(aPermit('employments.sendDrafts', permitOf), {
      ...{ organisationId, count: 1 },
    })
    assert.equal(sent.ok || sent.refusal.kind, 'drafts-not-those')
  })

  it('show their organisation in advance what a card will cost, from the declared data', async () => {
    const staff = (await list(await anOrganisation())).prices
    const actors = (await list(await anOrganisation('other-body'))).prices
    const shown = ({ ofLoggingIn, ofOthers }: typeof staff) => [
      ofLoggingIn?.kind,
      ofOthers.kind === 'priced' && ofOthers.amount.cents,
    ]
    assert.deepEqual(
      [shown(staff), shown(actors)],
      [
        ['free', 2300],
        [undefined, 2300],
      ],
    )
  })

  it('are prepared one by one, one for each person, and listed with their state (R216)', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    const first = valueOf(await prepare(hospital, { identityCode }))
    assert.equal(first.state, 'waits')
    assert.equal(kindOf(await prepare(hospital, { identityCode })), 'prepared-already')
    assert.ok((await prepare(await anOrganisation(), { identityCode })).ok)

    const withdrawn = await employments.withdrawPrepared(permit, {
      ...{ organisationId: hospital, preparedId: first.preparedId },
    })
    assert.equal(valueOf(withdrawn).state, 'withdrawn')
    assert.ok((await prepare(hospital, { identityCode })).ok)
    const { orders, counts } = await list(hospital)
    assert.deepEqual(orders.map(({ state }) => state).toSorted(), ['waits', 'withdrawn'])
    assert.deepEqual(counts, { draft: 0, waits: 1, used: 0, withdrawn: 1, lapsed: 0 })
    assert.equal((await list(hospital, { state: 'waits' })).orders.length, 1)
  })

  it('show each listed person known to the service who accessed their data (R290)', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    await list(hospital)
    assert.deepEqual(looks(), [], 'nobody was shown')
    valueOf(await prepare(hospital))
    await list(hospital)
    assert.deepEqual(looks(), [undefined])
    const personId = await aKnown(identityCode)
    valueOf(await prepare(hospital, { identityCode }))
    events = []
    await list(hospital)
    assert.deepEqual(looks(), [personId])
    const gone = { limit: 100, state: 'used' }
    events = []
    await list(hospital, gone)
    assert.deepEqual(looks(), [])
  })
  const looks = () =>
    events.filter(({ type }) => type === 'PreparedListed').map(({ about }) => about?.personId)
  const aKnown = async (identityCode: IdentityCode) =>
    valueOf(
      await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...{ identityCode, givenNames: 'Sanna', surname: 'Sihteeri', language: 'fi' },
            nonDisclosure: false,
          }),
        ),
      ),
    )

  it('are entered by members only, and store no readable identity code', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    const { preparedId } = valueOf(await prepare(hospital, { identityCode }))
    const neighbour = await anOrganisation()
    const foreign = await employments.withdrawPrepared(permit, {
      ...{ organisationId: neighbour, preparedId },
    })
    assert.equal(kindOf(foreign), 'prepared-order-not-found')
    members.clear()
    assert.equal(kindOf(await prepare(hospital)), 'account-not-found')
    const stored = await db.read(async (tx) => {
      const { rows } = await sql<{ row: string }>`
        select p::text as row from employments.prepared_order p`.execute(tx)
      return rows.map(({ row }) => row).join()
    })
    assert.ok(!stored.includes(identityCode) && !stored.includes('Sanna'))
  })

  it('are refused with their errors, and change nothing', async () => {
    const hospital = await anOrganisation()
    const cases: readonly (readonly [object, string])[] = [
      [{ identityCode: '131052-308X' }, 'identity-code-wrong'],
      [{ name: '' }, 'missing'],
      [{ title: '=cmd|calc' }, 'formula'],
      [{ unitOid: '1.2.3' }, 'unit-not-found'],
      [{ employmentEndsOn: '2026-11-25' }, 'employment-over'],
      [{ declaration: undefined }, 'missing'],
    ]
    for (const [changes, kind] of cases)
      assert.equal(kindOf(await prepare(hospital, changes)), kind)
    assert.ok((await prepare(await anOrganisation('other-body'), { declaration: undefined })).ok)
    assert.equal((await list(hospital)).orders.length, 0)
  })

  it('are read from a file of 300 lines as spreadsheets save it, within seconds (R217)', async () => {
    for (const [separator, encode] of [
      [';', (text: string) => Buffer.from(`\uFEFF${text}`)],
      [',', (text: string) => Buffer.from(text)],
      ['\t', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ] as const) {
      const hospital = await anOrganisation()
      const lines = Array.from({ length: 300 }, () => aLine())
      const began = performance.now()
      const taken = valueOf(await take(hospital, encode(fileOf(lines, separator))))
      assert.deepEqual(taken, { outcome: 'prepared', count: 300, areDrafts: false })
      assert.ok(performance.now() - began < 10_000)
      const { orders, counts } = await list(hospital)
      assert.equal(counts.waits, 300)
      assert.equal(orders[0]?.name, 'Åsa Öberg')
      assert.equal(orders[0].employmentEndsOn, '2027-12-31')
    }
  })

  it('are read from a file of 10,000 lines, or refused with all errors of each line, never in part (R287)', async () => {
    const hospital = await anOrganisation()
    const wrong = Array.from({ length: 10_000 }, (_, line) =>
      line === 9999
        ? aLine()
        : aLine({ name: line % 2 === 0 ? '=cmd|x' : '', identityCode: '131052-308X' }),
    )
    const encodings = [
      (text: string) => Buffer.from(text),
      (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
      // As Finnish spreadsheets save CSV: the same in Windows-1252.
      (text: string) => Buffer.from(text, 'latin1'),
    ]
    for (const encode of encodings) {
      const response = valueOf(await take(hospital, encode(fileOf(wrong))))
      assert.ok(response.outcome === 'nothing')
      assert.equal(response.faults.length, 2 * 9999)
      assert.deepEqual(response.faults.at(-1), {
        ...{ line: 10_000, column: 'identityCode', kind: 'identity-code-wrong' },
      })
      assert.deepEqual(
        response.reasons.map(({ kind }) => kind),
        ['formula', 'identity-code-wrong', 'missing'],
      )
    }
    assert.equal((await list(hospital)).counts.waits, 0)

    const right = Array.from({ length: 10_000 }, () => aLine())
    const taken = valueOf(await take(hospital, fileOf(right)))
    assert.deepEqual(taken, { outcome: 'prepared', count: 10_000, areDrafts: false })
    assert.equal((await list(hospital)).counts.waits, 10_000)
  })

  it('are listed in the order of the lines of their file (R217)', async () => {
    const hospital = await anOrganisation()
    const names = Array.from(
      { length: 20 },
      (_, line) => `Henkilö ${'abcdefghijklmnopqrst'.charAt(line)}`,
    )
    valueOf(await take(hospital, fileOf(names.map((name) => aLine({ name })))))
    const { orders } = await list(hospital)
    assert.deepEqual(
      orders.map(({ name }) => name),
      names.slice(0, orders.length),
    )
  })

  it('are read from a file as a whole or not at all, with every error of every line (R217)', async () => {
    const hospital = await anOrganisation()
    const twice = anIdentityCode()
    const known = anIdentityCode()
    valueOf(await prepare(hospital, { identityCode: known }))
    const before = (await list(hospital)).counts
    const response = valueOf(
      await take(
        hospital,
        fileOf([
          aLine(),
          aLine({ identityCode: '131052-308X', title: '' }),
          aLine({ identityCode: twice }),
          aLine({ identityCode: twice }),
          aLine({ identityCode: known }),
          aLine({ name: '=HYPERLINK(1)', employmentEndsOn: '31.2.2027' }),
          aLine({ logsInToPatientSystems: 'ehkä', unitOid: '1.2.246' }),
          [...aLine(), 'Sihteeri'],
        ]),
      ),
    )
    assert.ok(response.outcome === 'nothing')
    assert.deepEqual(
      response.faults.map(({ line, column, kind }) => [line, column, kind]),
      [
        [3, 'title', 'missing'],
        [3, 'identityCode', 'identity-code-wrong'],
        [5, 'identityCode', 'twice-in-file'],
        [6, 'identityCode', 'prepared-already'],
        [7, 'name', 'formula'],
        [7, 'employmentEndsOn', 'day-wrong'],
        [8, 'unitOid', 'unit-not-found'],
        [8, 'logsInToPatientSystems', 'yes-or-no'],
        [9, undefined, 'too-many-values'],
      ],
    )
    assert.deepEqual(
      new Set(response.reasons.map(({ kind }) => kind)),
      new Set(response.faults.map(({ kind }) => kind)),
    )
    assert.deepEqual((await list(hospital)).counts, before)
  })

  it('are not read from a file of another format', async () => {
    const hospital = await anOrganisation()
    const many = fileOf(Array.from({ length: 10_001 }, () => ['x']))
    const cases: readonly (readonly [string | Uint8Array, string])[] = [
      [Buffer.from('PK\u0003\u0004\0\0'), 'file-not-text'],
      ['', 'file-empty'],
      [csvLine(heads), 'file-empty'],
      [many, 'too-many-lines'],
      ['Henkilötunnus;Palkka\r\n1;2', 'column-not-found'],
      ['Henkilötunnus;Nimi\r\n1;2', 'column-missing'],
      ['Henkilötunnus;Nimi;Nimi\r\n1;2;3', 'column-not-found'],
    ]
    for (const [file, kind] of cases) assert.equal(kindOf(await take(hospital, file)), kind)
    assert.deepEqual(
      events.filter(({ type }) => type !== 'OrganisationAdded'),
      [],
    )
  })

  it('name line and column of a misplaced quotation mark (R217)', async () => {
    const hospital = await anOrganisation()
    for (const file of [
      fileOf([aLine(), aLine({ name: '"Åsa" Öberg' })]),
      fileOf([aLine({ name: '"Åsa' })]),
    ]) {
      const response = valueOf(await take(hospital, file))
      assert.ok(response.outcome === 'nothing')
      const line = file.trim().split('\r\n').length
      assert.deepEqual(response.faults, [{ line, column: 'name', kind: 'quotation-mark' }])
      assert.equal(response.lines, line - 1)
    }
  })

  it('are previewed with their number and prices, and nothing is prepared (R501)', async () => {
    const preview = async (
      organisationId: string,
      lines: readonly string[][],
      encoding: BufferEncoding,
    ) =>
      valueOf(
        await employments.previewByFile(permit, {
          ...{ organisationId, file: Buffer.from(fileOf(lines), encoding).toString('base64') },
        }),
      )
    const hospital = await anOrganisation()
    const lines = [
      aLine(),
      aLine({ logsInToPatientSystems: 'ei' }),
      aLine({ logsInToPatientSystems: 'ei' }),
    ]
    const priced = { kind: 'priced', amount: { cents: 2300, currency: 'EUR' } }
    const expected = {
      ...{ outcome: 'ready', count: 3, areDrafts: false },
      prices: [
        { price: { kind: 'free', because: 'logs-in-to-patient-systems' }, count: 1 },
        { price: { ...priced, because: 'staff-without-patient-systems' }, count: 2 },
      ],
    }
    assert.deepEqual(await preview(hospital, lines, 'utf8'), expected)
    const letters = ['Åsa Öberg, Sihteeri']
    assert.deepEqual(await preview(hospital, lines, 'latin1'), { ...expected, letters })
    assert.equal((await list(hospital)).counts.waits, 0)
    const wrong = await preview(hospital, [aLine({ title: '' })], 'utf8')
    assert.ok(wrong.outcome === 'nothing')
    assert.deepEqual(wrong.faults, [{ line: 2, column: 'title', kind: 'missing' }])

    const supplier = await anOrganisation('other-body')
    const ofSupplier = await preview(supplier, [aLine({ logsInToPatientSystems: '' })], 'utf8')
    assert.ok(ofSupplier.outcome === 'ready')
    assert.deepEqual(ofSupplier.prices, [{ price: { ...priced, because: 'actor-card' }, count: 1 }])
  })

  it('are refused for holders of a valid professional card, whom the desk would turn away (R500)', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    const names = { givenNames: 'Aino', surname: 'Esimerkki', language: 'fi' } as const
    const personId = valueOf(
      await db.write(async (tx) =>
        ok(await people.rememberPerson(tx, { identityCode, ...names, nonDisclosure: false })),
      ),
    )
    professionals.add(personId)
    assert.equal(kindOf(await prepare(hospital, { identityCode })), 'professional-card-held')
    const response = valueOf(await take(hospital, fileOf([aLine(), aLine({ identityCode })])))
    assert.ok(response.outcome === 'nothing')
    assert.deepEqual(response.faults, [
      { line: 3, column: 'identityCode', kind: 'professional-card-held' },
    ])
    professionals.clear()
    assert.equal(kindOf(await prepare(hospital, { identityCode })), 'ok')
  })

  it('are read from one of two concurrent files with the same person, and the other is refused', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    const files = [1, 2].map(() => fileOf([aLine(), aLine({ identityCode })]))
    const both = await Promise.all(files.map((file) => take(hospital, file)))
    assert.deepEqual(both.map((one) => valueOf(one).outcome).toSorted(), ['nothing', 'prepared'])
    assert.equal((await list(hospital)).counts.waits, 2)
  })

  it('lapse after as many days as the setting said on the day they were prepared, one by one or by file (R218, R345)', async () => {
    const today = dateInHelsinki(morning)
    const changeId = await changeSetting(db, 'prepared-order-validity', [14], today)
    await changeSetting(db, 'prepared-order-validity', [180], addDays(today, 1))
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    valueOf(await prepare(hospital, { identityCode }))
    assert.equal(valueOf(await take(hospital, fileOf([aLine()]))).outcome, 'prepared')
    assert.deepEqual(
      events.flatMap((event) => ('settings' in event ? [event.settings] : [])),
      [1, 2].map(() => ({ 'prepared-order-validity': changeId })),
    )
    const lapseAt = new Set((await list(hospital)).orders.map(({ lapsesAt }) => lapsesAt))
    assert.deepEqual([...lapseAt], [formatInstant(plus(morning, 14 * day))])
    now = plus(morning, 14 * day)
    assert.deepEqual(await db.read((tx) => employments.preparedFor(tx, identityCode)), [])
    await forgetSettingChanges(db)
  })

  for (const days of [90, 30])
    it(`lapse after sixty days, and are erased ${String(days)} days after they were settled, as the setting says (R218, R345)`, async () => {
      if (days !== 90) await changeSetting(db, 'prepared-order-retention', [days])
      const hospital = await anOrganisation()
      const identityCode = anIdentityCode()
      const { preparedId } = valueOf(await prepare(hospital, { identityCode }))
      const find = () => db.read((tx) => employments.preparedFor(tx, identityCode))
      const [job] = employments.jobs
      assert.ok(job)
      const round = () => job.handle({ kind: 'employments.forget' } as never)
      now = plus(morning, 60 * day - 1)
      assert.equal((await find()).length, 1)
      now = plus(morning, 60 * day)
      assert.deepEqual(await find(), [])
      const late = await employments.withdrawPrepared(permit, {
        ...{ organisationId: hospital, preparedId },
      })
      assert.equal(kindOf(late), 'prepared-order-not-waiting')
      await round()
      assert.equal((await list(hospital)).counts.lapsed, 1)
      now = plus(now, days * day)
      await round()
      assert.equal((await list(hospital)).orders.length, 1)
      now = plus(now, 1)
      await round()
      assert.equal((await list(hospital)).orders.length, 0)
      await forgetSettingChanges(db)
    })

  it('record an ended employment, with a card or without, and the cards are cancelled by their own module (R219)', async () => {
    const hospital = await anOrganisation()
    const identityCode = anIdentityCode()
    valueOf(await prepare(hospital, { identityCode }))
    const holder = await aKnown(identityCode)
    const end = (organisationId: string, code: string = identityCode) =>
      employments.endEmployment(aPermit('employments.endEmployment', { personId: randomUUID() }), {
        organisationId,
        identityCode: code,
      })
    const recorded = () =>
      events.flatMap((event) => {
        if (event.type !== 'EmploymentEnded') return []
        const { endId, ...recordedEvent } = event as unknown as EmploymentEnded
        assert.match(endId ?? '', /^[\da-f-]{36}$/)
        return [recordedEvent]
      })
    rested = { cancelled: 1, stopped: 1 }
    assert.deepEqual(valueOf(await end(hospital)), { cancelled: 1, stopped: 1, withdrawn: 1 })
    assert.deepEqual(input, [{ holder, organisationId: hospital }])
    const about = { about: { personId: holder } }
    assert.deepEqual(recorded(), [{ type: 'EmploymentEnded', organisationId: hospital, ...about }])

    // The response does not reveal who is known here.
    rested = { cancelled: 0, stopped: 0 }
    const other = await anOrganisation()
    for (const code of [anIdentityCode(), identityCode])
      assert.deepEqual(valueOf(await end(other, code)), { cancelled: 0, stopped: 0, withdrawn: 0 })
    assert.deepEqual(recorded().slice(1), [
      { type: 'EmploymentEnded', organisationId: other },
      { type: 'EmploymentEnded', organisationId: other, ...about },
    ])
    assert.equal(kindOf(await end(hospital, '131052-308X')), 'identity-code-wrong')
  })

  it('end with the death of their person, for every employer (R276)', async () => {
    const [hospital, other] = [await anOrganisation(), await anOrganisation()]
    const identityCode = anIdentityCode()
    for (const organisationId of [hospital, other]) {
      valueOf(await prepare(organisationId, { identityCode }))
      valueOf(await prepare(organisationId))
    }
    const personId = await aKnown(identityCode)
    events = []
    const [listening] = employments.subscriptions
    await listening?.handle({ type: 'PersonDied', about: { personId } }, 'event')
    for (const organisationId of [hospital, other])
      assert.deepEqual((await list(organisationId)).orders.map(({ state }) => state).toSorted(), [
        'waits',
        'withdrawn',
      ])
    assert.equal(events.filter(({ type }) => type === 'PreparedWithdrawn').length, 2)
  })
})
