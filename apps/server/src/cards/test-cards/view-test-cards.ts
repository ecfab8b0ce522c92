import * as contracts from '@sotevarmenne/api/test-cards'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageForMember, type MemberRefusal, memberProblems } from '#organisations/accounts/index.ts'
import { mayCancelTestCard } from '#cards/lifecycle/index.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { priceListOf, testCardPrice, defaultPriceList } from '#cards/products/index.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { TestCard } from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { cancellationReasonOf, mayRevoke } from './domain/test-card.ts'
import { testPeople, testPerson } from './domain/test-people.ts'
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

/** The organisation's test cards, newest first. */
export const listTestCards = operation({
  contract: contracts.listTestCards,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: TestCardsDeps) =>
    (permit: Viewing, requested: InputOf<typeof contracts.listTestCards>): Promise<Listed> =>
      deps.db.read((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'apply',
          find: (sought) => testCardsOf(tx, sought),
          placeOf: ({ orderedAt, testCardId }) => ({ at: orderedAt, id: testCardId }),
          show: async (page) => {
            const orderIds = page.flatMap(({ testCardId, orderId }) =>
              orderId ? [testCardId] : [],
            )
            const produced = await deps.cards.statesOfTestCards(tx, orderIds)
            return { cards: page.map((card) => showTestCard(card, produced.get(card.testCardId))) }
          },
        }),
      ),
})

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
    orderedAt: formatInstant(orderedAt),
    ...where,
    may: [
      ...(mayRevoke(where.state) ? (['revoke'] as const) : []),
      ...(produced && mayCancelTestCard(produced) ? (['cancel'] as const) : []),
    ],
  }
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
