import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { releasePause, revocationCause, viewPauses } from '@sotevarmenne/api/crl'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { PageLink } from '../layout/links.tsx'
import { ProblemShown, Unreachable } from '../layout/responses.tsx'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { PausePanel, ReleaseByTwo, type Agreement } from './release-by-two.tsx'

type Pause = ResponseOf<typeof viewPauses>['pauses'][number]

/** CRLs paused by the mass-revocation guard because unusually much was revoked. */
export function PausedCrls() {
  const t = useTexts(operationTexts)
  const [agreed, setAgreed] = useState<Agreement>()
  const { data, isLoadingError, refetch } = useApiQuery(['paused-crls'], viewPauses, {})
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return null
  if (!data.ok) return <ProblemShown problem={data.refusal} />

  const { pauses } = data.value
  return (
    <PausePanel
      id="paused-crls"
      title={t('pausedCrls')}
      warning={pauses.length === 0 ? undefined : { title: t('crlsPaused'), help: t('pausedHelp') }}
      done={agreed && { title: t(`release.${agreed}`), help: t(`releaseHelp.${agreed}`) }}
    >
      {pauses.map((pause) => (
        <PausedCrl
          key={pause.pauseId}
          pause={pause}
          onAgreed={async (state) => {
            await refetch()
            setAgreed(state)
          }}
        />
      ))}
    </PausePanel>
  )
}

function PausedCrl({
  pause,
  onAgreed,
}: {
  pause: Pause
  onAgreed: (state: Agreement) => Promise<void>
}) {
  const t = useTexts(operationTexts)
  const { pauseId, upTo, issuer, revoked } = pause
  const session = useOutletContext<SessionView>()
  const causeName = useCauseName()
  return (
    <ReleaseByTwo
      operation="crl.releasePause"
      pause={{ ...pause, firstCount: pause.firstRevoked }}
      size={revoked}
      facts={[
        [t('issuer'), issuer],
        [
          t('waiting'),
          mayDo(session, 'crl.viewPausedRevocations') ? (
            <PageLink to={`operations/paused-crls/${pauseId}`}>
              {t('lookAtRevocations', { count: revoked })}
            </PageLink>
          ) : (
            revoked
          ),
        ],
      ]}
      causes={pause.causes.map(({ cause, count }) => ({ cause: causeName(cause), count }))}
      agree={t('agree')}
      name={t('agreeToRelease', { issuer })}
      question={(covered, later) => ({
        title: t('agreeConfirm'),
        text: [
          t('agreeConfirmHelp', { issuer, count: covered }),
          ...(later === 0 ? [] : [t('laterNotCovered', { count: later })]),
        ].join(' '),
      })}
      release={() => callApi(releasePause, { pauseId, upTo })}
      onAgreed={onAgreed}
    />
  )
}

/** A cause without a text is shown as the revoker wrote it. */
export function useCauseName(): (cause: string) => string {
  const t = useTexts(operationTexts)
  return (cause) => {
    const known = knownCauses.find((one) => one === cause)
    return known === undefined ? cause : t(`cause.${known}`)
  }
}

const knownCauses = [...revocationCause.options, 'imported'] as const
