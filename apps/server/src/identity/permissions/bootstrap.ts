import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { People } from '#people/persons/index.ts'
import type { PopulationFacts, RightsHeld } from '#people/registers/contract.ts'
import type { Registers } from '#people/registers/index.ts'
import type { PointFacts } from '#points/points/contract.ts'
import type { Registration } from '#points/points/index.ts'
import type { Bootstrapped, RoleAppointed } from './contract.ts'
import { findBeginning, finishBeginning, insertBeginning } from './stores/beginning.ts'
import { giveRole } from './stores/roles.ts'
import type { SystemPermit } from './system-permits.ts'

/** What the beginning asks of the module that makes cards; `entry` wires it. */
export type FirstCards = {
  readonly orderFirstCard: (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    first: {
      readonly personId: string
      readonly orderedBy: string
      readonly population: PopulationFacts
      readonly rights: RightsHeld
      readonly pointId: string
    },
  ) => Promise<Result<string, { readonly kind: string }>>
  readonly produceCard: (
    permit: Permit<'cards.produceCard'>,
    cardId: string,
  ) => Promise<Result<void, { readonly kind: string }>>
  readonly handOverAtBootstrap: (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    handOver: { readonly cardId: string; readonly by: string },
  ) => Promise<Result<void, { readonly kind: string }>>
  readonly tellActivationCode: (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    cardId: string,
  ) => Promise<Result<FirstCode, { readonly kind: string }>>
}

export type FirstCode = {
  readonly cardId: string
  readonly cardNumber: string
  readonly chipSerial: string
  readonly letterNumber: string
  readonly activationCode: string
}

export type BootstrapDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'rememberPerson'>
  readonly registers: Registers
  readonly registration: Pick<Registration, 'addPoint' | 'appointRegistrar'>
  readonly cards: FirstCards
  readonly systemPermit: SystemPermit
}

export type Bootstrap = {
  /** Identity codes of the two persons who are there together. */
  readonly registrar: string
  readonly handler: string
  readonly point: PointFacts
}

type Which = 'registrar' | 'handler'

export type BootstrapRefusal =
  | { readonly kind: 'already-bootstrapped' }
  | { readonly kind: 'begun-with-others' }
  | { readonly kind: 'not-two-persons' }
  | { readonly kind: 'identity-code-wrong'; readonly who: Which; readonly because: string }
  | { readonly kind: 'registers-refuse'; readonly who: Which; readonly because: string }
  | { readonly kind: 'card-refused'; readonly who: Which; readonly because: string }
  | { readonly kind: 'appointment-refused'; readonly because: string }

export type FirstTwo = {
  readonly registrar: FirstCode & { readonly personId: string }
  readonly handler: FirstCode & { readonly personId: string }
}

/**
 * The first registrar and the first handler, two different persons, whose cards are made by the same production as
 * everybody's; their activation codes are answered once, to be shown on the terminal. After that it is closed for good.
 * Broken off on the way, it goes on with the same two.
 */
export const bootstrap =
  (deps: BootstrapDeps) =>
  async (
    permit: Permit<'permissions.bootstrap'>,
    asked: Bootstrap,
  ): Promise<Result<FirstTwo, BootstrapRefusal>> => {
    const before = await deps.db.read(findBeginning)
    if (before?.isFinished) return refuse({ kind: 'already-bootstrapped' })
    const codes = parseCodes(asked)
    if (!codes.ok) return codes
    const registrar = await askRegisters(deps, 'registrar', codes.value.registrar)
    if (!registrar.ok) return registrar
    const handler = await askRegisters(deps, 'handler', codes.value.handler)
    if (!handler.ok) return handler

    const begun = await begin(deps, permit, {
      registrar: registrar.value,
      handler: handler.value,
      point: asked.point,
    })
    if (!begun.ok) return begun
    for (const who of ['registrar', 'handler'] as const) {
      const cardId = who === 'registrar' ? begun.value.registrarCard : begun.value.handlerCard
      const produced = await deps.cards.produceCard(
        deps.systemPermit('cards.produceCard', 'cli'),
        cardId,
      )
      if (!produced.ok) return refuse({ kind: 'card-refused', who, because: produced.refusal.kind })
    }
    return finish(deps, permit, begun.value)
  }

function parseCodes(
  asked: Bootstrap,
): Result<Readonly<{ [who in Which]: IdentityCode }>, BootstrapRefusal> {
  const registrar = parseIdentityCode(asked.registrar)
  if (!registrar.ok)
    return refuse({
      kind: 'identity-code-wrong',
      who: 'registrar',
      because: registrar.refusal.kind,
    })
  const handler = parseIdentityCode(asked.handler)
  if (!handler.ok)
    return refuse({ kind: 'identity-code-wrong', who: 'handler', because: handler.refusal.kind })
  if (registrar.value === handler.value) return refuse({ kind: 'not-two-persons' })
  return ok({ registrar: registrar.value, handler: handler.value })
}

type Known = {
  readonly identityCode: IdentityCode
  readonly population: PopulationFacts
  readonly rights: RightsHeld
}

async function askRegisters(
  { registers }: BootstrapDeps,
  who: Which,
  identityCode: IdentityCode,
): Promise<Result<Known, BootstrapRefusal>> {
  const population = await registers.lookUpPerson(identityCode)
  if (!population.ok)
    return refuse({ kind: 'registers-refuse', who, because: population.refusal.kind })
  const rights = await registers.lookUpRights(identityCode)
  if (!rights.ok) return refuse({ kind: 'registers-refuse', who, because: rights.refusal.kind })
  return ok({ identityCode, population: population.value, rights: rights.value })
}

type Begun = {
  readonly registrar: string
  readonly handler: string
  readonly registrarCard: string
  readonly handlerCard: string
}

const begin = (
  deps: BootstrapDeps,
  permit: Permit<'permissions.bootstrap'>,
  first: { readonly registrar: Known; readonly handler: Known; readonly point: PointFacts },
): Promise<Result<Begun, BootstrapRefusal>> =>
  deps.db.write(async (tx): Promise<Result<Begun, BootstrapRefusal>> => {
    const registrar = await remember(deps, tx, first.registrar)
    const handler = await remember(deps, tx, first.handler)
    const earlier = await findBeginning(tx)
    if (earlier?.isFinished) return refuse({ kind: 'already-bootstrapped' })
    if (earlier)
      return earlier.registrar === registrar && earlier.handler === handler
        ? ok(earlier)
        : refuse({ kind: 'begun-with-others' })

    const now = deps.clock.now()
    const appointing = deps.systemPermit('registration.appointRegistrar', 'cli')
    const entering = deps.systemPermit('registration.enterPoint', 'cli')
    const pointId = await deps.registration.addPoint(tx, entering, first.point)
    const appointed = await deps.registration.appointRegistrar(tx, appointing, {
      personId: registrar,
      pointId,
    })
    if (!appointed.ok)
      return refuse({ kind: 'appointment-refused', because: appointed.refusal.kind })
    const handlerAppointed: RoleAppointed = {
      type: 'RoleAppointed',
      role: 'handler',
      about: { personId: handler },
    }
    await giveRole(tx, { personId: handler, role: 'handler', appointedAt: now })
    await deps.record(tx, handlerAppointed, permit)

    const order = (personId: string, orderedBy: string, { population, rights }: Known) =>
      deps.cards.orderFirstCard(tx, permit, { personId, orderedBy, population, rights, pointId })
    const registrarCard = await order(registrar, handler, first.registrar)
    if (!registrarCard.ok)
      return refuse({
        kind: 'card-refused',
        who: 'registrar',
        because: registrarCard.refusal.kind,
      })
    const handlerCard = await order(handler, registrar, first.handler)
    if (!handlerCard.ok)
      return refuse({ kind: 'card-refused', who: 'handler', because: handlerCard.refusal.kind })

    const begun = {
      registrar,
      handler,
      registrarCard: registrarCard.value,
      handlerCard: handlerCard.value,
    }
    await insertBeginning(tx, begun, now)
    return ok(begun)
  })

const remember = (
  { people }: BootstrapDeps,
  tx: Tx,
  { identityCode, population }: Known,
): Promise<string> => {
  const { givenNames, surname, language, nonDisclosure, address } = population
  return people.rememberPerson(tx, {
    identityCode,
    givenNames,
    surname,
    language,
    nonDisclosure,
    ...(address && { address }),
  })
}

/** Each gives the other the card; the codes are told; the door is closed: all of it or nothing. */
const finish = (
  deps: BootstrapDeps,
  permit: Permit<'permissions.bootstrap'>,
  begun: Begun,
): Promise<Result<FirstTwo, BootstrapRefusal>> =>
  deps.db.write(async (tx): Promise<Result<FirstTwo, BootstrapRefusal>> => {
    const isOurs = await finishBeginning(tx, deps.clock.now())
    if (!isOurs) return refuse({ kind: 'already-bootstrapped' })
    const { registrar, handler, registrarCard, handlerCard } = begun

    const first = await give(deps, tx, permit, { cardId: registrarCard, by: handler })
    if (!first.ok)
      return refuse({ kind: 'card-refused', who: 'registrar', because: first.refusal.kind })
    const second = await give(deps, tx, permit, { cardId: handlerCard, by: registrar })
    if (!second.ok)
      return refuse({ kind: 'card-refused', who: 'handler', because: second.refusal.kind })

    const bootstrapped: Bootstrapped = { type: 'Bootstrapped', registrar, handler }
    await deps.record(tx, bootstrapped, permit)
    return ok({
      registrar: { personId: registrar, ...first.value },
      handler: { personId: handler, ...second.value },
    })
  })

async function give(
  { cards }: BootstrapDeps,
  tx: Tx,
  permit: Permit<'permissions.bootstrap'>,
  handOver: { readonly cardId: string; readonly by: string },
): Promise<Result<FirstCode, { readonly kind: string }>> {
  const given = await cards.handOverAtBootstrap(tx, permit, handOver)
  return given.ok ? cards.tellActivationCode(tx, permit, handOver.cardId) : given
}
