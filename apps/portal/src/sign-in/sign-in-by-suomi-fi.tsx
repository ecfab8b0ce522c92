import { beginSuomiFi, viewWaysToSignIn } from '@sotevarmenne/api/access'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { keepAttempt } from './attempt.ts'

type At =
  | { readonly step: 'idle' | 'leaving' | 'unreachable' }
  | { readonly step: 'refused'; readonly problem: ProblemDetails }

/** Leads to Suomi.fi, where the service has it: the browser leaves this page, and comes back to that of the answer. */
export function SignInBySuomiFi({ wanted }: { wanted: string | undefined }) {
  const t = useTexts('signing')
  const [at, setAt] = useState<At>({ step: 'idle' })
  const ways = useQuery({
    queryKey: ['ways-to-sign-in'],
    staleTime: Infinity,
    queryFn: ({ signal }) => ask(viewWaysToSignIn, {}, signal),
  })
  if (ways.data?.ok !== true || !ways.data.value.suomiFi) return null

  async function leave(): Promise<void> {
    setAt({ step: 'leaving' })
    try {
      const begun = await ask(beginSuomiFi, {})
      if (!begun.ok) {
        setAt({ step: 'refused', problem: begun.refusal })
        return
      }
      const { attempt, address } = begun.value
      keepAttempt({ attempt, ...(wanted !== undefined && { wanted }) })
      location.assign(address)
    } catch {
      setAt({ step: 'unreachable' })
    }
  }

  return (
    <Panel aria-labelledby="suomi-fi">
      <Heading variant="h2" id="suomi-fi" mb="xs">
        {t('suomiFi')}
      </Heading>
      <Paragraph mb="s">{t('suomiFiLead')}</Paragraph>
      {at.step === 'refused' ? <ProblemShown problem={at.problem} /> : null}
      {at.step === 'unreachable' ? <Unreachable onRetry={() => void leave()} /> : null}
      <Button
        id="sign-in-by-suomi-fi"
        variant="secondary"
        disabled={at.step === 'leaving'}
        onClick={() => void leave()}
      >
        {t('suomiFiStart')}
      </Button>
    </Panel>
  )
}
