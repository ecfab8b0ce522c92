import { useEffect, useRef } from 'react'
import { Button, InlineAlert, LoadingSpinner, Paragraph } from 'suomifi-ui-components'
import { ProblemShown } from '../layout/answers.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import type { KeyUsage, SigningRefusal } from './signing-api.ts'
import type { SigningStep } from './use-card-signature.ts'

/** What is happening between the page, the reader software and the card, said aloud, with what helps. */
export function SigningSteps({
  at,
  keyUsage,
  onRetry,
  onCancel,
}: {
  at: SigningStep
  keyUsage: KeyUsage
  onRetry: () => void
  onCancel: () => void
}) {
  const t = useTexts('signing')
  const common = useTexts('common')
  const isOver = at.step === 'refused' || at.step === 'problem' || at.step === 'service-unreachable'
  const box = useRef<HTMLDivElement>(null)
  const isIdle = at.step === 'idle'
  useEffect(() => {
    // The button that began this is gone; the focus moves to what is happening.
    if (!isIdle) box.current?.focus()
  }, [isIdle])
  return (
    <div ref={box} tabIndex={-1} style={{ outline: 'none' }}>
      <div aria-live="polite">
        <Step at={at} keyUsage={keyUsage} />
      </div>
      {at.step === 'idle' ? null : (
        <Actions>
          {isOver ? <Button onClick={onRetry}>{common('tryAgain')}</Button> : null}
          <Button variant="secondary" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Actions>
      )}
    </div>
  )
}

function Step({ at, keyUsage }: { at: SigningStep; keyUsage: KeyUsage }) {
  const t = useTexts('signing')
  const common = useTexts('common')
  switch (at.step) {
    case 'idle':
      return null
    case 'looking':
      return <Working text={t('looking')} />
    case 'checking':
      return <Working text={t('checking')} />
    case 'not-running':
      return (
        <InlineAlert status="warning" labelText={t('notRunning')} mt="m">
          {t('notRunningHelp')}
        </InlineAlert>
      )
    case 'browser-refuses':
      return (
        <InlineAlert status="warning" labelText={t('browserRefuses')} mt="m">
          {t('browserRefusesHelp')}
        </InlineAlert>
      )
    case 'no-card':
      return (
        <InlineAlert status="warning" labelText={t('noCard')} mt="m">
          {t('noCardHelp')}
        </InlineAlert>
      )
    case 'pin-asked':
      return (
        <>
          <Working
            text={t(keyUsage === 'nonrepudiation' ? 'pinAskedForSignature' : 'pinAskedForSignIn')}
          />
          <Paragraph mt="xs">{t('pinAskedHelp')}</Paragraph>
        </>
      )
    case 'refused':
      return <Refused refusal={at.refusal} />
    case 'problem':
      return <ProblemShown problem={at.problem} />
    case 'service-unreachable':
      return (
        <InlineAlert status="error" labelText={common('unreachable')} mt="m">
          {common('unreachableHelp')}
        </InlineAlert>
      )
  }
}

function Refused({ refusal }: { refusal: SigningRefusal }) {
  const t = useTexts('signing')
  const words = {
    cancelled: [t('cancelled'), t('cancelledHelp')],
    'site-refused': [t('siteRefused'), t('siteRefusedHelp')],
    'not-supported': [t('notSupported'), t('notSupportedHelp')],
    'reader-failed': [t('readerFailed'), t('readerFailedHelp')],
  } as const
  const [title, help] = words[refusal.kind]
  return (
    <InlineAlert
      status={refusal.kind === 'cancelled' ? 'warning' : 'error'}
      labelText={title}
      mt="m"
    >
      {help}
      {refusal.said === undefined ? null : <div>{t('readerSaid', { said: refusal.said })}</div>}
    </InlineAlert>
  )
}

const Working = ({ text }: { text: string }) => (
  <LoadingSpinner status="loading" text={text} textAlign="right" mt="m" />
)
