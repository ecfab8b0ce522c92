import * as contracts from '@sotevarmenne/api/test-cards'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { type MemberRefusal, memberProblems } from '#organisations/accounts/index.ts'
import { productionDataOf } from '#cards/card/index.ts'
import type { Tx } from '#platform/db.ts'
import { mayCancelTestCard } from '#cards/lifecycle/index.ts'
import type { Permit } from '#platform/permit.ts'
import { priceListOf, testCardPrice, defaultPriceList } from '#cards/products/index.ts'
import { cursorProblems, showPage, type CursorRefusal, type RowsSought } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { TestCard } from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { cancellationReasonOf, mayRevoke } from './domain/test-card.ts'
import { isFoundBy } from './domain/is-found-by.ts'
import { testPeople, testPerson } from '@sotevarmenne/identifiers/test-people'
import { testCardsOf } from './store.ts'

type Viewing = Permit<'testCards.view'>

/** The people who may be on a test card. */
export const viewTestPeople = operation({
  contract: contracts.viewTestPeople,
  problems: {},
  handle:
    ({ db, clock, keys }: TestCardsDeps) =>
    (_permit: Viewing): Promise<Result<ResponseOf<typeof contracts.viewTestPeople>, never>> =>
      db.read(async (tx) =>
        ok({
          keys: [...keys],
          price: testCardPrice(
            dateInHelsinki(clock.now()),
            await priceListOf(tx, defaultPriceList),
          ),
          people: testPeople.map(({ personKey, identityCode, givenNames, surname, ...more }) => ({
            ...{ personKey, identityCode, name: `${givenNames} ${surname}` },
            ...{ right: more.right, jobTitle: more.jobTitle },
            ...{ registrationNumber: more.registrationNumber, satu: more.satu },
            ...(more.doctorId !== undefined && { doctorId: more.doctorId }),
          })),
        }),
      ),
})

/** The organisation's test cards. */
export const listTestCards = operation({
  contract: contracts.listTestCards,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: TestCardsDeps) =>
    (
      permit: Viewing,
      { organisationId, search, state, ...requested }: InputOf<typeof contracts.listTestCards>,
    ): Promise<Listed> =>
      deps.db.read(async (tx): Promise<Listed> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        return showPage(requested, {
          find: (sought) =>
            shownTestCards(deps, tx, {
              ...{ ...sought, organisationId },
              isFound: (card) =>
                (state === undefined || card.state === state) &&
                (search === undefined || isFoundBy(search, card)),
            }),
          placeOf: ({ at, view }) => ({ at, id: view.testCardId }),
          show: (page) => ({ cards: page.map(({ view }) => view) }),
        })
      }),
})

type Found = { readonly at: Instant; readonly view: contracts.TestCardView }

/** Read at once while searching: what is searched is partly in `cards`. */
const readAtOnce = 200

async function shownTestCards(
  { cards }: TestCardsDeps,
  tx: Tx,
  {
    isFound,
    limit,
    ...sought
  }: RowsSought & {
    readonly organisationId: string
    readonly isFound: (card: contracts.TestCardView) => boolean
  },
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (let { behind } = sought; ;) {
    const page = await testCardsOf(tx, { ...sought, behind, limit: readAtOnce })
    const orderIds = page.flatMap(({ testCardId, orderId }) => (orderId ? [testCardId] : []))
    const produced = await cards.statesOfTestCards(tx, orderIds)
    for (const card of page) {
      const view = showTestCard(card, produced.get(card.testCardId))
      if (isFound(view)) found.push({ at: card.orderedAt, view })
    }
    const last = page.at(-1)
    if (found.length >= limit || page.length < readAtOnce || last === undefined)
      return found.slice(0, limit)
    behind = { at: last.orderedAt, id: last.testCardId }
  }
}

type Listed = Result<ResponseOf<typeof contracts.listTestCards>, MemberRefusal | CursorRefusal>

type ProducedCard =
  Awaited<ReturnType<TestCardsDeps['cards']['statesOfTestCards']>> extends ReadonlyMap<
    string,
    infer Card
  >
    ? Card
    : never

/** `produced`: for cards on plastic, the data from `cards`. */
export function showTestCard(card: TestCard, produced?: ProducedCard): contracts.TestCardView {
  const { testCardId, kind, personKey, keys, orderedAt, validTo, standing } = card
  const person = testPerson(personKey)
  const where = standing.state === 'plastic' ? ofPlastic(produced) : ofFile(standing)
  return {
    ...{ testCardId, kind, validTo },
    ...(keys !== undefined && { keys }),
    form: standing.state === 'plastic' ? 'plastic' : 'virtual',
    holder: person === undefined ? personKey : `${person.givenNames} ${person.surname}`,
    ...numbersOf(card, produced),
    orderedAt: formatInstant(orderedAt),
    ...where,
    may: [
      ...(mayRevoke(where.state) ? (['revoke'] as const) : []),
      ...(produced && mayCancelTestCard(produced) ? (['cancel'] as const) : []),
    ],
  }
}

function numbersOf(
  { cardNumber }: TestCard,
  produced: ProducedCard | undefined,
): Pick<contracts.TestCardView, 'cardNumber' | 'chipSerial'> {
  const production = produced && productionDataOf(produced)
  if (production !== undefined)
    return { cardNumber: production.cardNumber, chipSerial: production.chipSerial }
  return cardNumber === undefined ? {} : { cardNumber }
}

type Where = Pick<contracts.TestCardView, 'state' | 'revokedAt' | 'because'>

const ofFile = (standing: Exclude<TestCard['standing'], { state: 'plastic' }>): Where => ({
  state: standing.state,
  ...(standing.state === 'revoked' && {
    revokedAt: formatInstant(standing.revokedAt),
    because: standing.because,
  }),
})

function ofPlastic(produced: ProducedCard | undefined): Where {
  switch (produced?.state) {
    case undefined:
    case 'ordered':
    case 'inProduction':
    case 'productionFailed':
      return { state: 'in-production' }
    case 'awaitingHandOver':
      return { state: 'posted' }
    case 'handedOver':
    case 'inUse':
      return { state: 'activated' }
    case 'cancelled':
      return whyCancelled(produced)
  }
}

function whyCancelled({
  production,
  reason,
  cancelledAt,
}: Extract<ProducedCard, { readonly state: 'cancelled' }>): Where {
  // Its vendor cancelled it.
  if (production === undefined) return { state: 'not-produced' }
  const because = revocations.find((one) => cancellationReasonOf[one] === reason)
  return {
    ...{ state: 'revoked', revokedAt: formatInstant(cancelledAt) },
    ...(because !== undefined && { because }),
  }
}

const revocations = Object.keys(cancellationReasonOf) as (keyof typeof cancellationReasonOf)[]

export const aboutTestCard = ({ testCardId, organisationId }: TestCard) => ({
  testCardId,
  organisationId,
})
