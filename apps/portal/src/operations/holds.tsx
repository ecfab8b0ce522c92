import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { releaseHold, viewHolds } from '@sotevarmenne/api/crl'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api/ask.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { useTexts } from '../texts/index.ts'
import { Held, ReleaseByTwo, type Agreement } from './release-by-two.tsx'

type Hold = AnswerOf<typeof viewHolds>['holds'][number]

/** Revocation lists that are held because unusually much was revoked. */
export function Holds() {
  const t = useTexts('operations')
  const [agreed, setAgreed] = useState<Agreement>()
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['holds'],
    queryFn: ({ signal }) => ask(viewHolds, {}, signal),
  })
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return null
  if (!data.ok) return <ProblemShown problem={data.refusal} />

  const { holds } = data.value
  return (
    <Held
      id="holds"
      title={t('holds')}
      warning={holds.length === 0 ? undefined : { title: t('held'), help: t('heldHelp') }}
      done={agreed && { title: t(`release.${agreed}`), help: t(`releaseHelp.${agreed}`) }}
    >
      {holds.map((hold) => (
        <HeldLists
          key={hold.holdId}
          hold={hold}
          onAgreed={async (state) => {
            await refetch()
            setAgreed(state)
          }}
        />
      ))}
    </Held>
  )
}

function HeldLists({
  hold,
  onAgreed,
}: {
  hold: Hold
  onAgreed: (state: Agreement) => Promise<void>
}) {
  const t = useTexts('operations')
  const { holdId, upTo, issuer, revoked } = hold
  /** A cause that has no text is the word of whoever revoked. */
  const nameOf = (cause: string): string => {
    const known = knownCauses.find((one) => one === cause)
    return known === undefined ? cause : t(`cause.${known}`)
  }
  return (
    <ReleaseByTwo
      hold={hold}
      size={revoked}
      facts={[
        [t('issuer'), issuer],
        [t('waiting'), revoked],
      ]}
      causes={hold.causes.map(({ cause, count }) => ({ cause: nameOf(cause), count }))}
      agree={t('agree')}
      name={t('agreeToRelease', { issuer })}
      question={(covered, later) => ({
        title: t('agreeConfirm'),
        text: [
          t('agreeConfirmHelp', { issuer, count: covered }),
          ...(later === 0 ? [] : [t('laterNotCovered', { count: later })]),
        ].join(' '),
      })}
      release={() => ask(releaseHold, { holdId, upTo })}
      onAgreed={onAgreed}
    />
  )
}

const knownCauses = [
  'imported',
  'card-lost',
  'card-stolen',
  'card-faulty',
  'data-changed',
  'employment-ended',
  'right-ended',
  'holder-died',
  'card-replaced',
  'card-not-wanted',
  'spare-card-returned',
  'authority-error',
] as const
