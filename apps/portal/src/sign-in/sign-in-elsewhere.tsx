import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ProblemShown, Unreachable } from '../layout/responses.tsx'
import { Panel } from '../layout/surface.tsx'
import { keepAttempt, type Elsewhere } from './attempt.ts'

type Texts = { readonly heading: string; readonly lead: string; readonly start: string }

type At =
  | { readonly step: 'idle' | 'leaving' | 'unreachable' }
  | { readonly step: 'refused'; readonly problem: ProblemDetails }

/** A sign-in for which the browser leaves this page, and returns to the page that takes the response. */
export function SignInElsewhere({
  at: elsewhere,
  texts,
  begin,
  wanted,
  onLeave,
  isAtOnce = false,
  children,
}: {
  at: Elsewhere
  texts: Texts
  begin: () => Promise<
    Result<{ readonly attempt: string; readonly address: string }, ProblemDetails>
  >
  wanted: string | undefined
  /** Just before the browser leaves. */
  onLeave?: (() => void) | undefined
  /** The browser leaves when the page opens, without a click. */
  isAtOnce?: boolean
  /** Help, between the lead and the button. */
  children?: ReactNode
}) {
  const [at, setAt] = useState<At>({ step: 'idle' })

  // A user who goes back finds the page as it was left, still waiting.
  useEffect(() => {
    const showAgain = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setAt({ step: 'idle' })
    }
    addEventListener('pageshow', showAgain)
    return () => {
      removeEventListener('pageshow', showAgain)
    }
  }, [])

  const hasLeft = useRef(false)
  useEffect(() => {
    if (!isAtOnce || hasLeft.current) return
    hasLeft.current = true
    void leave()
  }, [])

  async function leave(): Promise<void> {
    setAt({ step: 'leaving' })
    try {
      const begun = await begin()
      if (!begun.ok) {
        setAt({ step: 'refused', problem: begun.refusal })
        return
      }
      const { attempt, address } = begun.value
      keepAttempt(elsewhere, { attempt, ...(wanted !== undefined && { wanted }) })
      onLeave?.()
      location.assign(address)
    } catch {
      setAt({ step: 'unreachable' })
    }
  }

  return (
    <Panel aria-labelledby={elsewhere}>
      <Heading variant="h2" id={elsewhere} mb="xs">
        {texts.heading}
      </Heading>
      <Paragraph mb="s">{texts.lead}</Paragraph>
      {children}
      {at.step === 'refused' ? <ProblemShown problem={at.problem} /> : null}
      {at.step === 'unreachable' ? <Unreachable onRetry={() => void leave()} /> : null}
      <Button
        id={`sign-in-by-${elsewhere}`}
        variant="secondary"
        disabled={at.step === 'leaving'}
        onClick={() => void leave()}
      >
        {texts.start}
      </Button>
    </Panel>
  )
}
