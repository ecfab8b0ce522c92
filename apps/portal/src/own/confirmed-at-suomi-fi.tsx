import { renewCard, type RenewalView } from '@sotevarmenne/api/renewals'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { Fetching, Unreachable } from '../layout/responses.tsx'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { signInTexts } from '../sign-in/texts.ts'
import type { ResponseFrom } from '../sign-in/sign-in-response.tsx'
import type { DraftedRenewal } from './renewal-under-way.ts'

/** The holder is back: the renewal is sent once, with what Suomi.fi said. */
export function ConfirmedAtSuomiFi({
  renewal: { form, draft },
  identified: {
    attempt: { attempt },
    query,
  },
  onRenewed,
  onRefused,
}: {
  renewal: DraftedRenewal
  identified: ResponseFrom
  onRenewed: (renewal: RenewalView) => void
  onRefused: (problem: ProblemDetails) => void
}) {
  const t = useTexts(renewalTexts)
  const signing = useTexts(signInTexts)
  const { data, isError, refetch } = useQuery({
    queryKey: ['renewal-confirmed', draft.orderId, attempt],
    // An attempt is used once; after a broken connection the user tries again.
    ...{ retry: false, staleTime: Infinity, gcTime: 0 },
    queryFn: () =>
      callApi(renewCard, {
        ...form,
        statement: draft.statement,
        confirmation: { by: 'suomiFi', attempt, query },
      }),
  })
  useEffect(() => {
    if (data === undefined) return
    if (data.ok) onRenewed(data.value)
    else onRefused(data.refusal)
  }, [data])
  return (
    <>
      <PageTitle takesFocus>{t('checkHeading')}</PageTitle>
      {isError ? (
        <Unreachable onRetry={() => void refetch()} />
      ) : (
        <>
          <Paragraph>{signing('suomiFiChecking')}</Paragraph>
          <Fetching />
        </>
      )}
    </>
  )
}
