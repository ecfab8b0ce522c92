import type { MemberProduct } from '@sotevarmenne/api/organisations'
import { cardProduct, type CardProduct } from '@sotevarmenne/api/cards'
import { notResponding, type RegisterName } from '@sotevarmenne/api/counterparts'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import {
  parseIdentityCode,
  type IdentityCode,
  type IdentityCodeRefusal,
} from '@sotevarmenne/identifiers/identity-code'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/orders'
import type { PreparedOrder } from '#organisations/employments/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Text } from '#platform/texts.ts'
import { applicationFacts, memberFacts, showOrder } from '#cards/orders/index.ts'
import { registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import {
  mayHaveMemberCard,
  mayOrderProfessionalCard,
  memberProblems,
  eligibilityProblems,
  rightRulesOn,
  showRight,
  type EligibilityRefusal,
  type MemberRefusal,
} from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { VisitorViewed } from './contract.ts'
import { queryEachRegister } from '#people/registers/index.ts'
import { countLookUp, type LookUpRefusal } from './limit-look-ups.ts'
import { operation } from '#platform/operation.ts'
import type { VisitorsDeps } from './deps.ts'
import { orderLater, texts } from './texts.ts'
import { viewVisitorProblems } from './problems.ts'

export type ViewVisitorRefusal =
  | IdentityCodeRefusal
  | NotAtAPoint
  | RegisterUnavailable
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-not-found' }
  | LookUpRefusal

/**
 * Everything that the desk needs about the visitor, newly queried from the registers, and whether a card may
 * be ordered now. The view is recorded. A person without a right is shown too, so that the desk can explain
 * why; and one whom the service knows while a register does not respond, so that the desk can go on with the cards
 * (R431).
 */
export const viewVisitor = operation({
  contract: api.viewVisitor,
  problems: viewVisitorProblems,
  handle:
    ({
      db,
      clock,
      record,
      people,
      registers,
      organisations,
      cards,
      orders,
      inquiriesOf,
      employments,
      sealing,
      calledVisit,
      lookUpsAnHour,
    }: VisitorsDeps) =>
    async (
      permit,
      input: InputOf<typeof api.viewVisitor | typeof api.viewKnownVisitor>,
    ): Promise<Result<Viewed, ViewVisitorRefusal>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      const identityCode = await codeOf({ db, people }, input)
      if (!identityCode.ok) return identityCode

      const limits = {
        ...{ db, clock, record, sealing, calledVisit },
        ...(lookUpsAnHour !== undefined && { lookUpsAnHour }),
      }
      const basis = await countLookUp(limits, permit, {
        ...desk.value,
        identityCode: identityCode.value,
        because: input.because,
      })
      if (!basis.ok) return basis

      const { unavailable, ...responses } = await queryEachRegister(registers, identityCode.value)
      const silentRegisters = unavailable.map(({ register }) => register)
      const { population, held } = responses
      const noPopulation = unavailable.find(({ register }) => register === 'population')
      if (!population && !noPopulation) return refuse({ kind: 'unknown-to-population-register' })

      return db.write(async (tx): Promise<Result<Viewed, ViewVisitorRefusal>> => {
        const today = dateInHelsinki(clock.now())
        const person = population
          ? {
              ...population,
              personId: await people.rememberPerson(tx, {
                identityCode: identityCode.value,
                ...population,
              }),
            }
          : await knownPerson({ people }, tx, identityCode.value)
        if (!person) return refuse(noPopulation ?? { kind: 'unknown-to-population-register' })

        const { personId } = person
        if (person.nonDisclosure) await orders.forgetAddresses(tx, personId)
        const ownCards = await cards.cardsOf(tx, personId, permit)
        const ownOrders = await orders.ordersOf(tx, personId)
        const decided = mayOrderProfessionalCard(
          applicationFacts({
            personId,
            orderedBy: desk.value.registrar,
            responses,
            cards: ownCards,
            orders: ownOrders,
            rightRules: await rightRulesOn(tx, today),
            today,
          }),
        )

        const member = mayHaveMemberCard(
          memberFacts({
            personId,
            orderedBy: desk.value.registrar,
            responses,
            today,
          }),
        )
        const here = await organisations.productsAt(tx, { pointId: desk.value.pointId })
        const notHere = (product: MemberProduct) =>
          here.has(product) ? undefined : { kind: 'no-employer-here', ...texts.noEmployerHere }

        const prepared = []
        for (const one of await employments.preparedFor(tx, identityCode.value)) {
          const shownHere = await preparedHere({ organisations }, tx, one, {
            ...{ pointId: desk.value.pointId, on: today },
          })
          if (shownHere) prepared.push(shownHere)
        }

        const viewed: VisitorViewed = {
          ...{ type: 'VisitorViewed', about: { personId } },
          ...basis.value,
        }
        await record(tx, viewed, permit)
        return ok({
          ...{ personId, today },
          identityCode: identityCode.value,
          silentRegisters,
          givenNames: person.givenNames,
          surname: person.surname,
          language: person.language,
          nonDisclosure: person.nonDisclosure,
          ...('confirmedAt' in person && { confirmedAt: formatInstant(person.confirmedAt) }),
          ...(population?.address && !population.nonDisclosure && { address: population.address }),
          ...(held && { registrationNumber: held.registrationNumber }),
          ...(held?.doctorId !== undefined && { doctorId: held.doctorId }),
          rights: (held?.rights ?? []).map((right) => showRight(right, today)),
          cards: [...ownCards],
          orders: ownOrders.map((order) => showOrder(order, today)),
          prepared,
          inquiries: await inquiriesOf(tx, personId),
          freeReplacements: [
            ...(await orders.freeReplacements(tx, { cards: ownCards, orders: ownOrders })),
          ],
          mayOrder:
            silentRegisters.length > 0
              ? cardProduct.options.map((product) =>
                  responseOf(product, notWithout(silentRegisters)),
                )
              : [
                  responseOf('professional-card', decided.ok ? undefined : shown(decided.refusal)),
                  ...memberProducts.map((product) =>
                    responseOf(product, member.ok ? notHere(product) : shownMember(member.refusal)),
                  ),
                ],
        })
      })
    },
})

type Viewed = ResponseOf<typeof api.viewVisitor>

/** As the population register last confirmed the person; without the address, which may be under non-disclosure by now. */
async function knownPerson(
  { people }: Pick<VisitorsDeps, 'people'>,
  tx: Tx,
  identityCode: IdentityCode,
) {
  const known = await people.findByIdentityCode(tx, identityCode)
  if (!known) return undefined
  const { whereabouts, ...person } = known
  return { ...person, nonDisclosure: whereabouts.nonDisclosure }
}

/** Nothing is decided on a guess: no card is ordered without a response of each register. */
const notWithout = (silent: readonly RegisterName[]): Because => ({
  kind: 'register-unavailable',
  title: notResponding(silent),
  advice: orderLater,
  facts: { registers: silent },
})

/** The same of a person who was found before. */
export const viewKnownVisitor = operation({
  contract: api.viewKnownVisitor,
  problems: viewVisitorProblems,
  handle: viewVisitor.handle,
})

/**
 * The employer's prepared order, if this point may order for that employer today; other points do not see it.
 */
async function preparedHere(
  { organisations }: Pick<VisitorsDeps, 'organisations'>,
  tx: Tx,
  { preparedId, organisationId, facts, hasCertificate }: PreparedOrder,
  at: { readonly pointId: string; readonly on: LocalDate },
): Promise<ResponseOf<typeof api.viewVisitor>['prepared'][number] | undefined> {
  const { unitOid, title, endsOn, declaration } = facts
  const product = declaration ? 'staff-card' : 'actor-card'
  const ordering = await organisations.checkOrdering(tx, {
    ...{ organisationId, product, ...at },
    ...(unitOid !== undefined && { unitOid }),
  })
  if (!ordering.ok) return undefined
  const { organisation } = ordering.value
  return {
    ...{ preparedId, product, organisationId, title, hasCertificate },
    ...{ organisation: organisation.name, businessId: organisation.businessId },
    ...(unitOid !== undefined && { unitOid }),
    ...(endsOn !== undefined && { employmentEndsOn: endsOn }),
    ...(declaration && { declaration }),
  }
}

/** Typed, or of a person who was found before. */
async function codeOf(
  { db, people }: Pick<VisitorsDeps, 'db' | 'people'>,
  input: InputOf<typeof api.viewVisitor | typeof api.viewKnownVisitor>,
): Promise<Result<IdentityCode, IdentityCodeRefusal | { readonly kind: 'person-not-found' }>> {
  if ('identityCode' in input) return parseIdentityCode(input.identityCode)
  const { personId } = input
  const code = await db.read(async (tx) =>
    (await people.findPerson(tx, personId)) ? people.identityCodeOf(tx, personId) : undefined,
  )
  return code === undefined ? refuse({ kind: 'person-not-found' }) : ok(code)
}

const memberProducts = ['staff-card', 'actor-card'] as const satisfies readonly MemberProduct[]

type Because = {
  readonly kind: string
  readonly title: Text
  readonly advice?: Text
  readonly facts?: { readonly [name: string]: unknown }
}

const responseOf = (product: CardProduct, because: Because | undefined) =>
  because === undefined
    ? { product, allowed: true as const }
    : { product, allowed: false as const, because }

const shown = ({ kind, ...facts }: EligibilityRefusal): Because => {
  const { title, advice } = eligibilityProblems[kind]
  return { kind, title, advice, facts }
}

const shownMember = ({ kind, ...facts }: MemberRefusal): Because => {
  const { title, advice } = memberProblems[kind]
  return { kind, title, advice, facts }
}
