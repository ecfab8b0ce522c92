import type * as contracts from '@sotevarmenne/api/test-cards'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageForMember, type MemberRefusal } from '#organisations/accounts/index.ts'
import { mayCancelTestCard } from '#cards/lifecycle/index.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { priceListOf, testCardPrice, usualPriceList } from '#cards/products/index.ts'
import type { TestCard } from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { closingReasonOf, mayRevoke } from './domain/test-card.ts'
import { testPeople, testPerson } from './domain/test-people.ts'
import { testCardsOf } from './store.ts'

type Viewing = Permit<'testCards.view'>

/** Whom a test card may be of. */
export const viewTestPeople =
  ({ db, clock }: TestCardsDeps) =>
  (_permit: Viewing): Promise<Result<AnswerOf<typeof contracts.viewTestPeople>, never>> =>
    db.read(async (tx) =>
      ok({
        price: testCardPrice(dateInHelsinki(clock.now()), await priceListOf(tx, usualPriceList)),
        people: testPeople.map(({ personKey, identityCode, givenNames, surname, ...more }) => ({
          ...{ personKey, identityCode, name: `${givenNames} ${surname}` },
          ...{ right: more.right, jobTitle: more.jobTitle },
          ...{ registrationNumber: more.registrationNumber, satu: more.satu },
          ...(more.doctorId !== undefined && { doctorId: more.doctorId }),
        })),
      }),
    )

/** The organisation's test cards, newest first. */
export const listTestCards =
  (deps: TestCardsDeps) =>
  (permit: Viewing, asked: InputOf<typeof contracts.listTestCards>): Promise<Listed> =>
    deps.db.read(async (tx): Promise<Listed> => {
      const listed = await pageForMember(deps, tx, permit, asked, {
        at: 'apply',
        find: (place) => testCardsOf(tx, place),
        placeOf: ({ orderedAt, testCardId }) => ({ at: orderedAt, id: testCardId }),
      })
      if (!listed.ok) return listed
      const { page, nextCursor } = listed.value
      const orderIds = page.flatMap(({ testCardId, orderId }) => (orderId ? [testCardId] : []))
      const made = await deps.cards.statesOfTestCards(tx, orderIds)
      const cards = page.map((card) => showTestCard(card, made.get(card.testCardId)))
      return ok({ cards, ...(nextCursor !== undefined && { nextCursor }) })
    })

type Listed = Result<AnswerOf<typeof contracts.listTestCards>, MemberRefusal | CursorRefusal>

type MadeCard =
  Awaited<ReturnType<TestCardsDeps['cards']['statesOfTestCards']>> extends ReadonlyMap<
    string,
    infer Card
  >
    ? Card
    : never

/** `made`: of plastic, as `cards` knows it. */
export function showTestCard(card: TestCard, made?: MadeCard): contracts.TestCardShown {
  const { testCardId, kind, personKey, orderedAt, validTo, standing } = card
  const person = testPerson(personKey)
  const where = standing.state === 'plastic' ? ofPlastic(made) : ofFile(standing)
  return {
    ...{ testCardId, kind, validTo },
    form: standing.state === 'plastic' ? 'plastic' : 'virtual',
    holder: person === undefined ? personKey : `${person.givenNames} ${person.surname}`,
    orderedAt: formatInstant(orderedAt),
    ...where,
    may: [
      ...(mayRevoke(where.state) ? (['revoke'] as const) : []),
      ...(made && mayCancelTestCard(made) ? (['cancel'] as const) : []),
    ],
  }
}

type Where = Pick<contracts.TestCardShown, 'state' | 'revokedAt' | 'because'>

const ofFile = (standing: Exclude<TestCard['standing'], { state: 'plastic' }>): Where => ({
  state: standing.state,
  ...(standing.state === 'revoked' && {
    revokedAt: formatInstant(standing.revokedAt),
    because: standing.because,
  }),
})

function ofPlastic(made: MadeCard | undefined): Where {
  switch (made?.state) {
    case undefined:
    case 'ordered':
    case 'inProduction':
    case 'productionFailed':
      return { state: 'making' }
    case 'awaitingHandOver':
      return { state: 'posted' }
    case 'handedOver':
    case 'inUse':
      return { state: 'activated' }
    case 'closed':
      return whyClosed(made)
  }
}

function whyClosed({
  made,
  reason,
  closedAt,
}: Extract<MadeCard, { readonly state: 'closed' }>): Where {
  // Its vendor gave it up.
  if (made === undefined) return { state: 'not-made' }
  const because = revocations.find((one) => closingReasonOf[one] === reason)
  return {
    ...{ state: 'revoked', revokedAt: formatInstant(closedAt) },
    ...(because !== undefined && { because }),
  }
}

const revocations = Object.keys(closingReasonOf) as (keyof typeof closingReasonOf)[]

export const aboutTestCard = ({ testCardId, organisationId }: TestCard) => ({
  testCardId,
  organisationId,
})
