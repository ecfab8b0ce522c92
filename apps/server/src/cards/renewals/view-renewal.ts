import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { personOf, strongSignInOf } from '#platform/permit.ts'
import { settingOn } from '#settings/index.ts'
import type { RenewalFacts } from '#cards/products/contract.ts'
import {
  decideRenewal,
  mayRenewCard,
  rightRulesOn,
  showRight,
  type RenewalRefusal,
} from '#cards/products/index.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { RenewalViewed } from './contract.ts'
import type { RenewalsDeps } from './deps.ts'
import {
  queryRegisters,
  type RegisterResponses,
  unavailableProblems,
} from '#people/registers/index.ts'
import { operation } from '#platform/operation.ts'
import { findRenewable, type NotRenewable, type Renewable } from './find-renewable.ts'
import { renewalFacts } from './renewal-facts.ts'
import { showRenewalRefusal } from './rule-problems.ts'
import { showRenewal } from './show-renewal.ts'
import { notRenewable } from './problems.ts'

export type ViewRenewalRefusal = NotRenewable | RegisterUnavailable

type Response = ResponseOf<typeof api.viewRenewal>

/** Data for the renewal form: queried from the registers when it is opened, and again when it is sent. */
export const viewRenewal = operation({
  contract: api.viewRenewal,
  problems: {
    ...notRenewable,
    ...unavailableProblems,
  },
  handle:
    (deps: RenewalsDeps) =>
    async (permit, { cardId, broken }): Promise<Result<Response, ViewRenewalRefusal>> => {
      const holder = personOf(permit)
      const signIn = strongSignInOf(permit)
      const own = await deps.db.read(async (tx): Promise<Result<Renewable, NotRenewable>> =>
        findRenewable(deps, tx, { holder, cardId }),
      )
      if (!own.ok) return own
      const identityCode = await deps.db.read((tx) => deps.people.identityCodeOf(tx, holder))
      const responses = await queryRegisters(deps.registers, identityCode)
      if (!responses.ok) return responses

      const today = dateInHelsinki(deps.clock.now())
      const facts = renewalFacts(own.value, {
        ...{ responses: responses.value, signIn, saysBroken: broken === 'yes', today },
        ...(await deps.db.read(async (tx) => ({
          rightRules: await rightRulesOn(tx, today),
          renewalWindow: await settingOn(tx, 'renewal-window', today),
        }))),
      })
      return deps.db.write(async (tx): Promise<Result<Response, ViewRenewalRefusal>> => {
        const viewed: RenewalViewed = { type: 'RenewalViewed', about: { personId: holder, cardId } }
        await deps.record(tx, viewed, permit)
        const point = await deps.registration.findPoint(tx, own.value.card.pointId)
        return ok({
          ...responseOf(deps, { renewable: own.value, responses: responses.value, facts }),
          ...(point && { point: { pointId: point.pointId, name: point.name } }),
        })
      })
    },
})

function responseOf(
  { minimumReaderVersion }: Pick<RenewalsDeps, 'minimumReaderVersion'>,
  {
    renewable: { card, earlier },
    responses: { population, held },
    facts,
  }: {
    readonly renewable: Renewable
    readonly responses: RegisterResponses
    readonly facts: RenewalFacts
  },
): Response {
  const choices = (held?.rights ?? []).map((right) => ({
    right,
    assessment: decideRenewal(facts, {
      ...{ rightId: right.rightId, delivery: 'registration-point', minimumReaderVersion },
    }),
  }))
  const rights = choices.flatMap(({ right, assessment }) =>
    assessment.ok
      ? [
          {
            ...showRight(right, facts.today),
            isOnCard: right.code === card.says.rightCode,
            cardValidTo: assessment.value.validTo,
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
      choices.flatMap(({ right, assessment }) =>
        assessment.ok
          ? []
          : [{ isOnCard: right.code === card.says.rightCode, why: assessment.refusal }],
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

/** If no right is sufficient, the currently printed one explains the reason best. */
function mayOf(
  facts: RenewalFacts,
  refused: readonly { readonly isOnCard: boolean; readonly why: RenewalRefusal }[],
  hasRight: boolean,
): Response['may'] {
  const may = mayRenewCard(facts)
  if (may.ok && hasRight) return { allowed: true, ground: may.value.ground }
  const because = may.ok
    ? (refused.find(({ isOnCard }) => isOnCard) ?? refused.at(0))?.why
    : may.refusal
  return { allowed: false, because: showRenewalRefusal(because ?? { kind: 'no-right' }) }
}
