import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { viewRenewal as contract } from '@sotevarmenne/api/renewals'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { personOf, strongSignInOf, type Permit } from '#platform/permit.ts'
import type { RenewalFacts } from '#cards/products/contract.ts'
import { decideRenewal, mayRenewCard, type RenewalRefusal } from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { RenewalViewed } from '../contract.ts'
import type { OrdersDeps } from '../deps.ts'
import { askRegisters, type RegisterAnswers } from '../gather-facts.ts'
import { showRight } from '../show-order.ts'
import {
  findRenewable,
  gatherRenewal,
  type NotRenewable,
  type Renewable,
} from './gather-renewal.ts'
import { renewalRefusalShown } from './refused-by-rules.ts'
import { showRenewal } from './show-renewal.ts'

export type ViewRenewalRefusal = NotRenewable | RegisterUnavailable

type Answer = AnswerOf<typeof contract>

/** What the form of the renewal needs: asked of the registers when it is opened, and once more when it is sent. */
export const viewRenewal =
  (deps: OrdersDeps) =>
  async (
    permit: Permit<'orders.viewRenewal'>,
    { cardId, broken }: InputOf<typeof contract>,
  ): Promise<Result<Answer, ViewRenewalRefusal>> => {
    const holder = personOf(permit)
    const signIn = strongSignInOf(permit)
    const own = await deps.db.read(async (tx): Promise<Result<Renewable, NotRenewable>> =>
      findRenewable(deps, tx, { holder, cardId }),
    )
    if (!own.ok) return own
    const identityCode = await deps.db.read((tx) => deps.people.identityCodeOf(tx, holder))
    const answers = await askRegisters(deps.registers, identityCode)
    if (!answers.ok) return answers

    const facts = gatherRenewal(own.value, {
      ...{ answers: answers.value, signIn, saysBroken: broken === 'yes' },
      today: dateInHelsinki(deps.clock.now()),
    })
    return deps.db.write(async (tx): Promise<Result<Answer, ViewRenewalRefusal>> => {
      const viewed: RenewalViewed = { type: 'RenewalViewed', about: { personId: holder, cardId } }
      await deps.record(tx, viewed, permit)
      const point = await deps.registration.findPoint(tx, own.value.card.pointId)
      return ok({
        ...answerOf(deps, { renewable: own.value, answers: answers.value, facts }),
        ...(point && { point: { pointId: point.pointId, name: point.name } }),
      })
    })
  }

function answerOf(
  { minimumReaderVersion }: Pick<OrdersDeps, 'minimumReaderVersion'>,
  {
    renewable: { card, earlier },
    answers: { population, held },
    facts,
  }: {
    readonly renewable: Renewable
    readonly answers: RegisterAnswers
    readonly facts: RenewalFacts
  },
): Answer {
  const choices = (held?.rights ?? []).map((right) => ({
    right,
    verdict: decideRenewal(facts, {
      ...{ rightId: right.rightId, delivery: 'registration-point', minimumReaderVersion },
    }),
  }))
  const rights = choices.flatMap(({ right, verdict }) =>
    verdict.ok
      ? [
          {
            ...showRight(right, facts.today),
            isOnCard: right.code === card.says.rightCode,
            cardValidTo: verdict.value.validTo,
          },
        ]
      : [],
  )
  const renewal = earlier && showRenewal(earlier)
  const { photoId, language } = card.says
  return {
    cardId: card.cardId,
    may: mayOf(
      facts,
      choices.flatMap(({ right, verdict }) =>
        verdict.ok ? [] : [{ isOnCard: right.code === card.says.rightCode, why: verdict.refusal }],
      ),
      rights.length > 0,
    ),
    rights,
    ...(population &&
      !population.nonDisclosure &&
      population.address && { address: population.address }),
    ...(photoId !== undefined && { photoId }),
    language,
    minimumReaderVersion,
    ...(renewal && { renewal }),
  }
}

/** Where no right will do, the one that is printed now says best why not. */
function mayOf(
  facts: RenewalFacts,
  refused: readonly { readonly isOnCard: boolean; readonly why: RenewalRefusal }[],
  hasRight: boolean,
): Answer['may'] {
  const may = mayRenewCard(facts)
  if (may.ok && hasRight) return { answer: 'yes', ground: may.value.ground }
  const because = may.ok
    ? (refused.find(({ isOnCard }) => isOnCard) ?? refused.at(0))?.why
    : may.refusal
  return { answer: 'no', because: renewalRefusalShown(because ?? { kind: 'no-right' }) }
}
