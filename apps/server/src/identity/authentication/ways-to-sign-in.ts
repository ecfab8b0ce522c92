import type * as contracts from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { AccessDeps } from './deps.ts'

/** What may be used to sign in beside a card of this service at the signing API. */
export const viewWaysToSignIn =
  ({
    suomiFi,
    cardDoorUrl,
    otherCards,
  }: Pick<AccessDeps, 'suomiFi' | 'cardDoorUrl' | 'otherCards'>) =>
  async (
    _permit: Permit<'access.signIn'>,
  ): Promise<Result<AnswerOf<typeof contracts.viewWaysToSignIn>, never>> => {
    const accepted = (await otherCards?.issuers()) ?? []
    return ok({
      suomiFi: suomiFi !== undefined,
      cardDoor: cardDoorUrl !== undefined,
      otherCards: [...new Set(accepted.map(({ cards }) => cards))],
    })
  }
