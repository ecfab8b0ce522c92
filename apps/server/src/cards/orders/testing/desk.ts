import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/orders'
import type { OrderView } from '@sotevarmenne/api/orders'
import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { FreeReplacement } from '#cards/complaints/contract.ts'
import { afterCommit, type Db } from '#platform/db.ts'
import { createOutbox, type Job } from '#platform/outbox.ts'
import { createSealing } from '#platform/sealing.ts'
import type { DomainEvent, Record } from '#platform/record.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { registersOfAll } from '#organisations/registry/testing.ts'
import { createIdentification } from '#points/identification/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { PointId } from '#points/points/contract.ts'
import { examplePoint, type Registration } from '#points/points/index.ts'
import type { Authentication } from '#identity/authentication/index.ts'
import { createEmployments } from '#organisations/employments/index.ts'
import type { EmploymentsDeps } from '#organisations/employments/deps.ts'
import { createPhotos } from '#cards/photos/index.ts'
import { createRenewals } from '#cards/renewals/index.ts'
import { aCertificateOf } from '#cards/renewals/testing.ts'
import { createVisitors } from '#cards/visitors/index.ts'
import { createOrders, renderConfirmation } from '../index.ts'
import { aNurse, fakeCardsDesk, fakeRegisters, noon, type CardsOfDesk } from '../testing.ts'

export type Registrar = { readonly personId: string; readonly pointId: string }

type DraftInput = InputOf<typeof contracts.draftOrder>
type ConfirmInput = InputOf<typeof contracts.confirmOrder>

/**
 * The desk of a registration point over a real database: registers, cards and the signature are fakes
 * controlled by the test; cards may be real. A recorded event counts only when its transaction committed.
 */
export function openDesk(
  db: Db,
  real?: CardsOfDesk & EmploymentsDeps['cards'],
  // One registrar serves everybody of a test file within an hour, unless the setting is tested.
  lookUpsAnHour: number | 'as-set' = 10_000,
) {
  const key = new Uint8Array(32).fill(1)
  const registers = fakeRegisters()
  const cards = fakeCardsDesk()
  const recorded: DomainEvent[] = []
  const signed: Uint8Array[] = []
  let now: Instant = noon
  let signatureHolds = true
  let auditLogIsBroken = false
  const clock = { now: () => now }
  const outbox = createOutbox({ db, clock })
  const people = createPeople({ secret: key, clock })
  const planned: Job[] = []
  const freeReplacements = new Map<string, FreeReplacement>()
  /** Of the points: the business ID of each one's operator. */
  const operators = new Map<string, string>()
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    secret: key,
    db,
    clock,
    people,
    record: (tx, event) => outbox.planSubscribers(tx, event, randomUUID()),
    ...registersOfAll,
    points: {
      findPoints: (_tx, ids) =>
        Promise.resolve(
          new Map(
            ids.map((id) => {
              const pointOperatorBusinessId = operators.get(id)
              return [id, { name: 'Piste', details: { pointOperatorBusinessId } }]
            }),
          ),
        ),
    },
  })
  const identification = createIdentification({
    ...{ db, clock, secret: key, people },
    record: () => Promise.resolve(),
    planJob: () => Promise.resolve(),
    systemPermit: (operation) => aPermit(operation),
  })
  const record: Record = (_tx, event) => {
    if (auditLogIsBroken) return Promise.reject(new Error('the audit log cannot be written'))
    afterCommit(() => recorded.push(event))
    return Promise.resolve()
  }
  const employments = createEmployments({
    ...{ db, clock, secret: key, people, organisations, record },
    recordAll: async (tx, happened) => {
      for (const { event, permit } of happened) await record(tx, event, permit)
    },
    // Everybody acts for every organisation here: accounts have their own tests.
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: () => Promise.resolve(ok({} as never)),
    },
    cards: real ?? {
      endWithEmployment: () => Promise.resolve({ cancelled: 0, stopped: 0 }),
      cardsOfEmployees: () => Promise.resolve(new Map()),
      listCardsOfEmployer: () => Promise.resolve(ok({ cards: [] })),
      countHeldCards: () => Promise.resolve({ held: 0, ending: 0 }),
      findCardOfEmployer: () => Promise.resolve(undefined),
      professionalHoldersAmong: () => Promise.resolve(new Set()),
    },
    planJob: () => Promise.resolve(),
    systemPermit: (operation) => aPermit(operation),
  })
  /** What certain points have otherwise than the example. */
  const pointDetails = new Map<string, Partial<NonNullable<typeof examplePoint.details>>>()
  const registration: Pick<Registration, 'findPoint'> = {
    findPoint: (_tx, id) => {
      const details = examplePoint.details && { ...examplePoint.details, ...pointDetails.get(id) }
      return Promise.resolve({
        ...examplePoint,
        pointId: id as PointId,
        ...(details && { details }),
      })
    },
  }
  const orders = createOrders({
    db,
    clock,
    secret: key,
    people,
    registers: registers.registers,
    registration,
    organisations,
    cards: real ?? cards.desk,
    renderConfirmation: renderConfirmation({}),
    identify: identification.identify,
    freeReplacementsOf: (_tx, cardIds) =>
      Promise.resolve(cardIds.flatMap((cardId) => freeReplacements.get(cardId) ?? [])),
    record,
    planJob: (_tx, job) => {
      planned.push(job)
      return Promise.resolve()
    },
    systemPermit: (operation) => aPermit(operation),
    employments,
    checkSignature: (_permit, { data }) => {
      signed.push(data)
      return Promise.resolve(
        signatureHolds
          ? ok({ certificateSerial: '0a', chain: ourChain })
          : refuse({ kind: 'wrong-signature' }),
      )
    },
  })
  const ofPeople = { db, clock, people, record, registers: registers.registers }
  const photos = createPhotos({ db, clock, people, record, secret: key })
  /** The visit that each registrar has called. */
  const called = new Map<string, string>()
  const visitors = createVisitors({
    ...{ ...ofPeople, organisations, employments, orders, secret: key },
    ...(lookUpsAnHour !== 'as-set' && { lookUpsAnHour }),
    cards: real ?? cards.desk,
    inquiriesOf: identification.inquiriesOf,
    calledVisit: (_tx, { registrar }) => Promise.resolve(called.get(registrar)),
  })
  let signersNumber = '00198706129'
  let identified: Awaited<ReturnType<Authentication['finishIdentification']>> = ok(anIdentification)
  const renewals = createRenewals({
    ...{ ...ofPeople, registration, orders, secret: key },
    authentication: {
      checkSignature: (_permit, { data }) => {
        signed.push(data)
        return Promise.resolve(
          signatureHolds
            ? ok({ certificateSerial: '0a', chain: [aCertificateOf(signersNumber)] })
            : refuse({ kind: 'wrong-signature' }),
        )
      },
      beginIdentification: ({ nonce }) =>
        Promise.resolve(ok({ attempt: 'attempt', address: `https://suomi-fi.example/${nonce}` })),
      finishIdentification: () => Promise.resolve(identified),
    },
    cards: real ?? cards.desk,
    minimumReaderVersion: '0.1.0',
    renderDecision: () => Promise.resolve(new Uint8Array()),
  })
  outbox.use({ handlers: [], subscriptions: orders.subscriptions })

  const pointId = randomUUID()
  const registrar = (at: string = pointId): Registrar => ({ personId: randomUUID(), pointId: at })
  const riitta = registrar()

  const view = (code: string, by = riitta) =>
    visitors.viewVisitor(aPermit('orders.viewVisitor', by), {
      identityCode: code,
      because: { reason: 'at-the-desk' },
    })
  const visitor = async (code: string): Promise<string> => {
    const viewed = await view(code)
    assert.ok(viewed.ok)
    return viewed.value.personId
  }
  const confirm = (
    { orderId, statement = '' }: Pick<OrderView, 'orderId' | 'statement'>,
    how: ConfirmInput['by'] = { means: 'typed', name: 'Aino Esimerkki' },
    by = riitta,
  ) =>
    orders.confirmOrder(aPermit('orders.confirmOrder', by), {
      orderId,
      shownDigest: createHash('sha256').update(Buffer.from(statement, 'base64')).digest('hex'),
      by: how,
    })
  /** A draft confirmed by its applicant; a refused one stays as it is. */
  const confirmed = async <Refusal>(
    drafting: Promise<Result<OrderView, Refusal>>,
    by = riitta,
  ): Promise<Result<OrderView, Refusal>> => {
    const draft = await drafting
    if (!draft.ok) return draft
    const response = await confirm(draft.value, undefined, by)
    assert.ok(response.ok)
    return response
  }
  const draft = (personId: string, changes: Partial<DraftInput> = {}, by = riitta) =>
    confirmed(
      orders.draftOrder(aPermit('orders.draftOrder', by), { ...aDraftInput(personId), ...changes }),
      by,
    )
  const drafted = async (personId: string, by = riitta): Promise<string> => {
    const order = await draft(personId, {}, by)
    assert.ok(order.ok)
    return order.value.orderId
  }
  const place = (orderId: string, by = riitta) =>
    orders.placeOrder(aPermit('orders.placeOrder', by), { orderId, ...aSignature })
  /** A person with a placed order. */
  const ordered = async (code = registers.add()) => {
    const personId = await visitor(code)
    const placed = await place(await drafted(personId))
    assert.ok(placed.ok)
    const { orderId, cardId } = placed.value
    assert.ok(cardId !== undefined)
    return { personId, orderId, cardId }
  }

  return {
    orders,
    photos,
    visitors,
    operators,
    renewals,
    employments,
    identification,
    organisations,
    people,
    registers,
    cards,
    recorded,
    pointDetails,
    /** Jobs that were planned, including those whose transaction was rolled back. */
    planned,
    sealing: createSealing(key, 'orders'),
    /** Input of the signature check. */
    signed,
    riitta,
    registrar,
    view,
    visitor,
    confirm,
    confirmed,
    draft,
    drafted,
    place,
    ordered,
    /** A complaint about the card has made the new one free. */
    complain: (cardId: string, createdAt: Instant): string => {
      const complaintId = randomUUID()
      freeReplacements.set(cardId, { complaintId, createdAt })
      return complaintId
    },
    breakSignatures: (broken: boolean): void => {
      signatureHolds = !broken
    },
    /** On the card that signs renewals. */
    signWithNumber: (number: string): void => {
      signersNumber = number
    },
    /** How the next identifications for renewals end. */
    identify: (how: typeof identified): void => {
      identified = how
    },
    breakAuditLog: (broken: boolean): void => {
      auditLogIsBroken = broken
    },
    /** The registrar calls a visitor from the queue, or nobody any more. */
    call: (registrar: string, visitId: string | undefined): void => {
      if (visitId === undefined) called.delete(registrar)
      else called.set(registrar, visitId)
    },
    wait: (milliseconds: number): void => {
      now = plus(now, milliseconds)
    },
    now: clock.now,
    /** Delivers the events of organisations with their effects. */
    deliverAll: outbox.drain,
    backToNoon: (): void => {
      now = noon
    },
    /** Everything that the operations can change, as one value: equal before and after when nothing changed. */
    everything: async () => ({
      tables: await db.read(async (tx) => {
        const { rows } = await sql<{ rows: string }>`
          select 'person' || count(*) || string_agg(t::text, ';' order by person_id) as rows
          from persons.person t
          union all
          select 'photo' || count(*) || string_agg(t::text, ';' order by photo_id)
          from photos.photo t
          union all
          select 'order' || count(*) || string_agg(t::text, ';' order by order_id)
          from orders.card_order t`.execute(tx)
        return rows
      }),
      recorded: recorded.length,
      accepted: cards.accepted.length,
      withdrawn: cards.withdrawn.length,
    }),
  }
}

/** Of the holder, for a renewal. */
export const anIdentification = {
  means: 'bank',
  levelOfAssurance: 'substantial',
  at: noon,
  idToken: 'id.token.jws',
} as const

/** The chain that the check returns: different from the one that was sent. */
export const ourChain = [new Uint8Array([1]), new Uint8Array([2]), new Uint8Array([3])]

export const aDraftInput = (personId: string): DraftInput => ({
  personId,
  rightId: aNurse().rightId,
  identification: {
    documentType: 'passport',
    documentNumber: 'AB1234567',
    issuingCountry: 'FI',
    expires: '2030-01-01',
  },
  language: 'fi',
  delivery: 'registration-point',
  termsAccepted: true,
})

export const aSignature = {
  signature: 'AA==',
  signatureAlgorithm: 'SHA384withECDSA',
  chain: ['AA=='],
}

export const kindOf = (result: { readonly ok: boolean; readonly refusal?: unknown }): unknown =>
  result.ok ? 'ok' : (result.refusal as { readonly kind: string }).kind
