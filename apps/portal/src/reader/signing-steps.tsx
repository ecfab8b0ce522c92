import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { usePauseOnChange } from '../layout/pointer-pause.ts'
import { ProblemShown } from '../layout/responses.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from '../sign-in/texts.ts'
import { commonTexts } from '../texts/common.ts'
import { Refused, StepBox, Waiting, Working } from './reader-steps.tsx'
import type { KeyUsage, SigningRefusal } from './signing-api.ts'
import type { SigningStep } from './use-card-signature.ts'

/** Announces each step between the page, the card reader software and the card, with the remedy. */
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
  const t = useTexts(signInTexts)
  const common = useTexts(commonTexts)
  usePauseOnChange(at.step)
  const isOver = at.step === 'refused' || at.step === 'problem' || at.step === 'service-unreachable'
  return (
    <StepBox isIdle={at.step === 'idle'} step={<Step at={at} keyUsage={keyUsage} />}>
      {at.step === 'idle' ? null : (
        <Actions>
          {/* First, so that it does not come to the place of the other when that goes. */}
          <Button variant="secondary" onClick={onCancel}>
            {t('cancel')}
          </Button>
          {isOver ? <Button onClick={onRetry}>{common('tryAgain')}</Button> : null}
        </Actions>
      )}
    </StepBox>
  )
}

function Step({ at, keyUsage }: { at: SigningStep; keyUsage: KeyUsage }) {
  const t = useTexts(signInTexts)
  const common = useTexts(commonTexts)
  switch (at.step) {
    case 'idle':
      return null
    case 'looking':
      return <Working text={t('looking')} />
    case 'checking':
      return <Working text={t('checking')} />
    case 'not-running':
    case 'browser-refuses':
    case 'no-card':
      return <Waiting wait={at.step} />
    case 'pin-requested':
      return (
        <>
          <Working
            text={t(
              keyUsage === 'nonrepudiation' ? 'pinRequestedForSignature' : 'pinRequestedForSignIn',
            )}
          />
          <Paragraph mt="xs">{t('pinRequestedHelp')}</Paragraph>
        </>
      )
    case 'refused':
      return <SigningRefused refusal={at.refusal} />
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

function SigningRefused({ refusal }: { refusal: SigningRefusal }) {
  const t = useTexts(signInTexts)
  const words = {
    cancelled: [t('cancelled'), t('cancelledHelp')],
    'site-refused': [t('siteRefused'), t('siteRefusedHelp')],
    'card-not-valid': [t('cardRefused'), t('cardRefusedHelp')],
    'version-too-old': [t('versionTooOld'), t('versionTooOldHelp')],
    'not-supported': [t('notSupported'), t('notSupportedHelp')],
    'reader-failed': [t('readerFailed'), t('readerFailedHelp')],
  } as const
  const [title, help] = words[refusal.kind]
  return <Refused refusal={refusal} title={title} help={help} />
}
