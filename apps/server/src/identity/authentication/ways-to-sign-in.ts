import * as contracts from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { AuthenticationDeps } from './deps.ts'

/** The ways to sign in besides a card of this service at the signing API. */
export const viewWaysToSignIn = operation({
  contract: contracts.viewWaysToSignIn,
  problems: {},
  handle:
    ({
      suomiFi,
      tlsSignInUrl,
      thirdPartyCards,
    }: Pick<AuthenticationDeps, 'suomiFi' | 'tlsSignInUrl' | 'thirdPartyCards'>) =>
    async (_permit): Promise<Result<ResponseOf<typeof contracts.viewWaysToSignIn>, never>> => {
      const accepted = await thirdPartyCards.acceptedIssuers()
      return ok({
        suomiFi: suomiFi !== undefined,
        confirmsRenewals: suomiFi?.confirmsRenewals === true,
        tlsSignIn: tlsSignInUrl !== undefined,
        otherCards: [...new Set(accepted.map(({ cards }) => cards))],
      })
    },
})
