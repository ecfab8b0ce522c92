import { createHash } from 'node:crypto'
import * as api from '@sotevarmenne/api/orders'
import type { CardView } from '@sotevarmenne/api/cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { fromBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import type { PreparedGone } from '#organisations/employments/index.ts'
import {
  checkWorkEmail,
  workEmailProblems,
  type WorkEmailRefusal,
} from '#organisations/email-domains/index.ts'
import type { OrderingNotAllowed } from '#organisations/registry/index.ts'
import {
  decideMemberCard,
  decideProfessionalCard,
  decisionOn,
  groundsOfProfessionalCard,
  memberCardPrice,
  priceListOf,
  rightRulesOn,
  type RightRules,
  type EligibilityRefusal,
  type EmploymentRefusal,
  type Ground,
  type MemberRefusal,
  eligibilityProblems,
  memberProblems,
  employmentProblems,
} from '#cards/products/index.ts'
import { isSameAddress } from '#people/persons/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { OrderPlaced } from './contract.ts'
import type { OrdersDeps } from './deps.ts'
import type { IdentificationRefusal } from '#points/identification/contract.ts'
import {
  mayBeSigned,
  placeOrder as place,
  deliveryOf,
  renewalOf,
  ruleOf,
  titleOf,
  type DraftRefusal,
  type MemberContent,
  type Order,
  type OrderContent,
  type OrderSignature,
  type ProfessionalContent,
} from './domain/order.ts'
import { freeReplacement } from './free-replacement.ts'
import { groundsOfMember } from './grounds-of-member.ts'
import {
  checkMemberFactsUnchanged,
  checkFactsUnchanged,
  type FactsChanged,
} from './domain/facts-unchanged.ts'
import {
  queryRegisters,
  type RegisterResponses,
  unavailableProblems,
} from '#people/registers/index.ts'
import { applicationFacts, employmentFacts, memberFacts } from './eligibility-facts.ts'
import type { CardId } from '#cards/card/contract.ts'
import { parseSignatureAlgorithm } from '@sotevarmenne/x509/signature-names'
import type { CardOrder, OrderBasis } from '#cards/production/index.ts'
import { registrarOf, type NotAtAPoint, notAtAPointProblems } from '#points/points/index.ts'
import { preparedGoneProblems } from '#organisations/employments/index.ts'
import { orderingProblems } from '#organisations/registry/index.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { operation } from '#platform/operation.ts'
import { showOrder } from './show-order.ts'
import { lockOrder, orderById, ordersOf, savePlacedOrder } from './store.ts'
import { texts } from './texts.ts'
import { draftProblems, factsChanged, orderNotFound } from './problems.ts'

export type PlaceOrderRefusal =
  | NotAtAPoint
  | IdentificationRefusal
  | RegisterUnavailable
  | EligibilityRefusal
  | MemberRefusal
  | EmploymentRefusal
  | OrderingNotAllowed
  | FactsChanged
  | PreparedGone
  | WorkEmailRefusal
  | { readonly kind: 'order-not-found' }
  | DraftRefusal
  | { readonly kind: 'not-confirmed' }
  | { readonly kind: 'signature-not-accepted'; readonly because: string }

type PlaceOrderResponse = Promise<Result<ResponseOf<typeof api.placeOrder>, PlaceOrderRefusal>>

/**
 * Accepts the registrar's signature on the draft and hands the order to production. Everything is checked
 * again with new register responses: time has passed since the draft, and another desk may have been faster.
 */
export const placeOrder = operation({
  contract: api.placeOrder,
  problems: {
    ...notAtAPointProblems,
    ...unavailableProblems,
    ...identificationProblems,
    ...eligibilityProblems,
    ...memberProblems,
    ...employmentProblems,
    ...orderingProblems,
    ...draftProblems,
    ...preparedGoneProblems,
    ...workEmailProblems,
    'order-not-found': orderNotFound,
    'not-confirmed': { status: 409, ...texts.notConfirmed },
    'signature-not-accepted': { status: 422, ...texts.signatureNotAccepted },
    'facts-changed': factsChanged,
  },
  handle:
    ({
      db,
      clock,
      record,
      people,
      registers,
      organisations,
      cards,
      checkSignature,
      sealing,
      identify,
      freeReplacementsOf,
      employments,
    }: OrdersDeps) =>
    async (permit, input): PlaceOrderResponse => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk

      const { registrar, pointId } = desk.value
      const found = await db.read(async (tx) => {
        const order = await orderById(tx, sealing, input.orderId)
        if (order?.content.point.pointId !== pointId) return undefined
        return { order, identityCode: await people.identityCodeOf(tx, order.content.personId) }
      })
      if (!found) return refuse({ kind: 'order-not-found' })

      const draft = mayBeSigned(found.order, { signer: registrar, now: clock.now() })
      if (!draft.ok) return draft

      const signed = {
        signature: fromBase64(input.signature),
        signatureAlgorithm: input.signatureAlgorithm,
      }
      const checked = await checkSignature(permit, {
        data: draft.value.statement,
        ...signed,
        chain: input.chain.map(fromBase64),
      })
      if (!checked.ok)
        return refuse({ kind: 'signature-not-accepted', because: checked.refusal.kind })

      const responses = await queryRegisters(registers, found.identityCode)
      if (!responses.ok) return responses

      return db.write(async (tx): PlaceOrderResponse => {
        const now = clock.now()
        const today = dateInHelsinki(now)
        const current = await lockOrder(tx, sealing, input.orderId)
        if (!current) return refuse({ kind: 'order-not-found' })

        const order = mayBeSigned(current, { signer: registrar, now })
        if (!order.ok) return order

        const { content, statement } = order.value
        const rightRules = await rightRulesOn(tx, today)
        const known = {
          registrar,
          responses: responses.value,
          cards: await cards.cardsOf(tx, content.personId),
          orders: await ordersOf(tx, sealing, content.personId),
          today,
        }
        const identified = await identify(tx, {
          personId: content.personId,
          presented: content.identification,
        })
        if (!identified.ok) return identified
        const eligible =
          content.product === 'professional-card'
            ? checkAgain(content, { ...known, rightRules })
            : await checkMemberAgain({ organisations, freeReplacementsOf }, tx, content, known)
        if (!eligible.ok) return eligible
        const address = await checkAddressAgain(tx, content, now)
        if (!address.ok) return address

        const cardId = await cards.acceptOrder(
          tx,
          permit,
          cardOrderOf(content),
          basisOf(statement, signed, checked.value),
        )
        const statementDigest = createHash('sha256').update(statement).digest('hex')
        const ordered = place(
          order.value,
          {
            orderedAt: now,
            cardId,
            decided: { statementDigest, ...signed, ...checked.value },
          },
          decisionOn(ruleOf[content.product], now, eligible.value),
        )
        const saved = await savePlacedOrder(tx, sealing, ordered, rightRules)
        if (!saved.ok) return saved
        const { personId, orderId } = content
        if (content.product !== 'professional-card' && content.preparedId !== undefined) {
          const { preparedId } = content
          const used = await employments.usePrepared(tx, permit, { preparedId, personId, orderId })
          if (!used.ok) return used
        }

        const placed: OrderPlaced = {
          type: 'OrderPlaced',
          signedWith: checked.value.certificateSerial,
          statementDigest,
          ...(address.value && { settings: address.value.settings }),
          about: { personId: content.personId, orderId: content.orderId, cardId },
        }
        await record(tx, placed, permit)
        return ok(showOrder(ordered, today))
      })
    },
})

/** Its domain may have ended since the draft. */
const checkAddressAgain = async (tx: Tx, content: OrderContent, now: Instant) =>
  content.product === 'professional-card' || content.workEmail === undefined
    ? ok(undefined)
    : checkWorkEmail(tx, {
        ...{ product: content.product, email: content.workEmail, now },
        organisationId: content.employment.organisationId,
      })

/** As the signer reads it. The signature was checked: its algorithm is known, and the chain begins with its certificate. */
function basisOf(
  statement: Uint8Array,
  { signature, signatureAlgorithm: name }: Pick<OrderSignature, 'signature' | 'signatureAlgorithm'>,
  { chain: [certificate] }: Pick<OrderSignature, 'chain'>,
): OrderBasis {
  const signatureAlgorithm = parseSignatureAlgorithm(name)
  if (signatureAlgorithm === undefined || certificate === undefined)
    throw new Error('unreachable: the signature was accepted')
  return { kind: 'order', statement, signature, signatureAlgorithm, certificate }
}

type Known = {
  readonly registrar: string
  readonly responses: RegisterResponses
  readonly cards: readonly CardView[]
  readonly orders: readonly Order[]
  readonly today: LocalDate
}

/** Whether it may still be ordered, with the same right and facts as at the draft. */
function checkAgain(
  content: ProfessionalContent,
  { registrar, ...known }: Known & { readonly rightRules: RightRules },
): Result<readonly Ground[], EligibilityRefusal | FactsChanged> {
  const { personId, right } = content
  const facts = applicationFacts({ personId, orderedBy: registrar, ...known })
  const decided = decideProfessionalCard(facts, right.rightId)
  if (!decided.ok) return decided

  const { validTo } = decided.value
  const now = factsNow(content, known.responses)
  const unchanged = checkFactsUnchanged(content, { ...now, validTo })
  return unchanged.ok ? ok(groundsOfProfessionalCard(facts, now.right)) : unchanged
}

/** Whether it may still be ordered, by the current agreements, and for the same employer and price. */
async function checkMemberAgain(
  deps: Pick<OrdersDeps, 'organisations' | 'freeReplacementsOf'>,
  tx: Tx,
  { product, employment, ...content }: MemberContent,
  { registrar, responses, ...known }: Known,
): Promise<
  Result<readonly Ground[], MemberRefusal | EmploymentRefusal | OrderingNotAllowed | FactsChanged>
> {
  const { organisationId, endsOn, unit, declaration } = employment
  const { today } = known
  const decided = decideMemberCard(
    memberFacts({ personId: content.personId, orderedBy: registrar, responses, today }),
    employmentFacts({ product, organisationId, endsOn, ...known }),
  )
  if (!decided.ok) return decided
  const ordering = await deps.organisations.checkOrdering(tx, {
    organisationId,
    ...(unit && { unitOid: unit.oid }),
    product,
    pointId: content.point.pointId,
    on: today,
  })
  if (!ordering.ok) return ordering
  const { population } = responses
  if (!population) throw new Error('unreachable: decided without facts')
  const { organisation, unit: unitNow, basis } = ordering.value
  const replaces = await freeReplacement(deps, tx, { product, organisationId, ...known })
  const price = memberCardPrice(product, {
    logsInToPatientSystems: declaration?.logsInToPatientSystems ?? false,
    isStudent: declaration?.isStudent,
    replacesFaulty: replaces !== undefined,
    list: await priceListOf(tx, basis.priceList),
    on: today,
  })
  const unchanged = checkMemberFactsUnchanged(
    { product, employment, ...content },
    {
      givenNames: population.givenNames,
      surname: population.surname,
      nonDisclosure: population.nonDisclosure,
      validTo: decided.value.validTo,
      organisation: organisation.name,
      ...(unitNow && { unit: unitNow }),
      price,
    },
  )
  return unchanged.ok
    ? ok(groundsOfMember({ ...content, product, employment, basis, price }, today))
    : unchanged
}

/** Current register data for the content of the order. The decision used the same responses. */
function factsNow(
  { right: { rightId }, letterTo }: ProfessionalContent,
  { population, held }: RegisterResponses,
) {
  const right = held?.rights.find((candidate) => candidate.rightId === rightId)
  if (!population || !held || !right) throw new Error('unreachable: decided without facts')

  const { givenNames, surname, nonDisclosure, address } = population
  const { registrationNumber, doctorId } = held
  return {
    isLetterToRegisteredAddress:
      letterTo !== 'registration-point' && isSameAddress(letterTo, address),
    givenNames,
    surname,
    nonDisclosure,
    registrationNumber,
    ...(doctorId !== undefined && { doctorId }),
    right,
  }
}

export function cardOrderOf(content: OrderContent): CardOrder {
  const renewal = renewalOf(content)
  const every = {
    orderId: content.orderId,
    holder: content.personId,
    givenNames: content.givenNames,
    surname: content.surname,
    validTo: content.validTo,
    ...(content.photo && { photoId: content.photo.photoId }),
    language: content.language,
    letterAddress: content.letterTo,
    pointId: content.point.pointId,
    ...(deliveryOf(content) === 'home' && { isSentHome: true as const }),
    ...(renewal && { renews: renewal.cardId as CardId }),
  }
  if (content.product !== 'professional-card') {
    const { product, subjectNumber, employment } = content
    const { cardAgreementId, delegationId } = content.basis
    const { organisationId, organisation, unit } = employment
    const { workEmail } = content
    return {
      ...every,
      product,
      subjectNumber,
      title: titleOf(content),
      employer: { organisationId, organisation, ...(unit && { unit: unit.name }) },
      ...(workEmail !== undefined && { workEmail }),
      restsOn: [cardAgreementId, ...(delegationId === undefined ? [] : [delegationId])],
    }
  }
  const { product, registrationNumber, doctorId, right } = content
  return {
    ...every,
    product,
    registrationNumber,
    ...(doctorId !== undefined && { doctorId }),
    rightCode: right.code,
    title: right.title,
  }
}
