import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { People } from '#people/persons/index.ts'
import type { PopulationFacts, RightsHeld } from '#people/registers/contract.ts'
import type { Registers } from '#people/registers/index.ts'
import type { PointFacts } from '#points/points/contract.ts'
import type { Registration } from '#points/points/index.ts'
import { appointFirstCaseOfficer, type SystemPermit } from '#identity/permissions/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Bootstrapped } from './contract.ts'
import { findBeginning, finishBeginning, insertBeginning } from './store.ts'

/** What the bootstrap needs of `cards/letters`, `cards/production` and `cards/lifecycle`. */
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
  readonly revealActivationCode: (
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

export type BootstrapDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'rememberPerson'>
  readonly registers: Registers
  readonly registration: Pick<Registration, 'addPoint' | 'appointRegistrar'>
  readonly cards: FirstCards
  readonly systemPermit: SystemPermit
}

export type Bootstrap = {
  /** Identity codes of the two persons of the bootstrap. */
  readonly registrar: string
  readonly caseOfficer: string
  readonly point: PointFacts
}

type Which = 'registrar' | 'caseOfficer'

export type BootstrapRefusal =
  | { readonly kind: 'already-bootstrapped' }
  | { readonly kind: 'begun-with-others' }
  | SecondPersonRequired
  | { readonly kind: 'identity-code-wrong'; readonly who: Which; readonly because: string }
  | { readonly kind: 'registers-refuse'; readonly who: Which; readonly because: string }
  | { readonly kind: 'card-refused'; readonly who: Which; readonly because: string }
  | { readonly kind: 'registrar-role-refused'; readonly because: string }

export type FirstTwo = {
  readonly registrar: FirstCode & { readonly personId: string }
  readonly caseOfficer: FirstCode & { readonly personId: string }
}

/**
 * Creates the first registrar and the first case officer, two different persons, with cards from the normal
 * production; their activation codes are returned once, for the terminal. After that it is closed for good.
 * If interrupted, it continues with the same two persons.
 */
export const bootstrap =
  (deps: BootstrapDeps) =>
  async (
    permit: Permit<'permissions.bootstrap'>,
    requested: Bootstrap,
  ): Promise<Result<FirstTwo, BootstrapRefusal>> => {
    const before = await deps.db.read(findBeginning)
    if (before?.isFinished) return refuse({ kind: 'already-bootstrapped' })
    const codes = parseCodes(requested)
    if (!codes.ok) return codes
    const registrar = await queryRegisters(deps, 'registrar', codes.value.registrar)
    if (!registrar.ok) return registrar
    const caseOfficer = await queryRegisters(deps, 'caseOfficer', codes.value.caseOfficer)
    if (!caseOfficer.ok) return caseOfficer

    const begun = await begin(deps, permit, {
      registrar: registrar.value,
      caseOfficer: caseOfficer.value,
      point: requested.point,
    })
    if (!begun.ok) return begun
    for (const who of ['registrar', 'caseOfficer'] as const) {
      const cardId = who === 'registrar' ? begun.value.registrarCard : begun.value.caseOfficerCard
      const produced = await deps.cards.produceCard(
        deps.systemPermit('cards.produceCard', 'cli'),
        cardId,
      )
      if (!produced.ok) return refuse({ kind: 'card-refused', who, because: produced.refusal.kind })
    }
    return finish(deps, permit, begun.value)
  }

function parseCodes(
  requested: Bootstrap,
): Result<Readonly<{ [who in Which]: IdentityCode }>, BootstrapRefusal> {
  const registrar = parseIdentityCode(requested.registrar)
  if (!registrar.ok)
    return refuse({
      kind: 'identity-code-wrong',
      who: 'registrar',
      because: registrar.refusal.kind,
    })
  const caseOfficer = parseIdentityCode(requested.caseOfficer)
  if (!caseOfficer.ok)
    return refuse({
      kind: 'identity-code-wrong',
      who: 'caseOfficer',
      because: caseOfficer.refusal.kind,
    })
  const second = checkDualControl(caseOfficer.value, [registrar.value])
  if (!second.ok) return second
  return ok({ registrar: registrar.value, caseOfficer: caseOfficer.value })
}

type Known = {
  readonly identityCode: IdentityCode
  readonly population: PopulationFacts
  readonly rights: RightsHeld
}

async function queryRegisters(
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
  readonly caseOfficer: string
  readonly registrarCard: string
  readonly caseOfficerCard: string
}

const begin = (
  deps: BootstrapDeps,
  permit: Permit<'permissions.bootstrap'>,
  first: { readonly registrar: Known; readonly caseOfficer: Known; readonly point: PointFacts },
): Promise<Result<Begun, BootstrapRefusal>> =>
  deps.db.write(async (tx): Promise<Result<Begun, BootstrapRefusal>> => {
    const registrar = await remember(deps, tx, first.registrar)
    const caseOfficer = await remember(deps, tx, first.caseOfficer)
    const earlier = await findBeginning(tx)
    if (earlier?.isFinished) return refuse({ kind: 'already-bootstrapped' })
    if (earlier)
      return earlier.registrar === registrar && earlier.caseOfficer === caseOfficer
        ? ok(earlier)
        : refuse({ kind: 'begun-with-others' })

    const appointing = deps.systemPermit('registration.appointRegistrar', 'cli')
    const entering = deps.systemPermit('registration.enterPoint', 'cli')
    const pointId = await deps.registration.addPoint(tx, entering, first.point)
    const appointed = await deps.registration.appointRegistrar(tx, appointing, {
      personId: registrar,
      pointId,
    })
    if (!appointed.ok)
      return refuse({ kind: 'registrar-role-refused', because: appointed.refusal.kind })
    await appointFirstCaseOfficer(deps, tx, permit, caseOfficer)

    const order = (personId: string, orderedBy: string, { population, rights }: Known) =>
      deps.cards.orderFirstCard(tx, permit, { personId, orderedBy, population, rights, pointId })
    const registrarCard = await order(registrar, caseOfficer, first.registrar)
    if (!registrarCard.ok)
      return refuse({
        kind: 'card-refused',
        who: 'registrar',
        because: registrarCard.refusal.kind,
      })
    const caseOfficerCard = await order(caseOfficer, registrar, first.caseOfficer)
    if (!caseOfficerCard.ok)
      return refuse({
        kind: 'card-refused',
        who: 'caseOfficer',
        because: caseOfficerCard.refusal.kind,
      })

    const begun = {
      registrar,
      caseOfficer,
      registrarCard: registrarCard.value,
      caseOfficerCard: caseOfficerCard.value,
    }
    await insertBeginning(tx, begun, deps.clock.now())
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

/** Each hands the card to the other, the codes are returned and the bootstrap is closed: all or nothing. */
const finish = (
  deps: BootstrapDeps,
  permit: Permit<'permissions.bootstrap'>,
  begun: Begun,
): Promise<Result<FirstTwo, BootstrapRefusal>> =>
  deps.db.write(async (tx): Promise<Result<FirstTwo, BootstrapRefusal>> => {
    const isOurs = await finishBeginning(tx, deps.clock.now())
    if (!isOurs) return refuse({ kind: 'already-bootstrapped' })
    const { registrar, caseOfficer, registrarCard, caseOfficerCard } = begun

    const first = await give(deps, tx, permit, { cardId: registrarCard, by: caseOfficer })
    if (!first.ok)
      return refuse({ kind: 'card-refused', who: 'registrar', because: first.refusal.kind })
    const second = await give(deps, tx, permit, { cardId: caseOfficerCard, by: registrar })
    if (!second.ok)
      return refuse({ kind: 'card-refused', who: 'caseOfficer', because: second.refusal.kind })

    const bootstrapped: Bootstrapped = { type: 'Bootstrapped', registrar, caseOfficer }
    await deps.record(tx, bootstrapped, permit)
    return ok({
      registrar: { personId: registrar, ...first.value },
      caseOfficer: { personId: caseOfficer, ...second.value },
    })
  })

async function give(
  { cards }: BootstrapDeps,
  tx: Tx,
  permit: Permit<'permissions.bootstrap'>,
  handOver: { readonly cardId: string; readonly by: string },
): Promise<Result<FirstCode, { readonly kind: string }>> {
  const given = await cards.handOverAtBootstrap(tx, permit, handOver)
  return given.ok ? cards.revealActivationCode(tx, permit, handOver.cardId) : given
}
