import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { sessionOf, type RequestFacts } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import { beginProblems, type BeginRefusal } from './confirmation.ts'
import { earlierOf } from './decide-renewal.ts'
import type { RenewalsDeps } from './deps.ts'
import type { NotRenewable } from './find-renewable.ts'
import { notRenewable } from './problems.ts'
import { draftProblems, readDraft, type RenewalDraftRefusal } from './renewal-draft.ts'
import { ruleProblems } from './rule-problems.ts'

/** The holder identifies once more at Suomi.fi, bound to the statement by its nonce. */
export const identifyForRenewal = operation({
  contract: api.identifyForRenewal,
  problems: {
    ...notRenewable,
    'order-pending': ruleProblems['order-pending'],
    ...draftProblems,
    ...beginProblems,
  },
  handle:
    (deps: RenewalsDeps) =>
    async (
      permit,
      input,
      request: Pick<RequestFacts, 'language' | 'sessionToken'>,
    ): Promise<
      Result<
        ResponseOf<typeof api.identifyForRenewal>,
        NotRenewable | { readonly kind: 'order-pending' } | RenewalDraftRefusal | BeginRefusal
      >
    > => {
      const earlier = await earlierOf(deps, permit, input.cardId)
      if (!earlier.ok) return earlier
      if (earlier.value) return refuse({ kind: 'order-pending' })
      const draft = readDraft(deps, permit, input)
      if (!draft.ok) return draft
      return deps.authentication.beginIdentification({
        sessionToken: sessionOf(request),
        nonce: nonceOf(draft.value.statement),
        language: request.language,
      })
    },
})
