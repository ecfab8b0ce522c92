import type { RelayTicketView } from '@sotevarmenne/api/card-relay'
import type { Result } from '@sotevarmenne/kernel/result'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { ProblemShown, Unreachable, isSignInMissing } from '../layout/responses.tsx'
import { usePauseOnChange } from '../layout/pointer-pause.ts'
import { Actions } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { relayTexts } from './relay-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { Refused, StepBox, Waiting, Working } from './reader-steps.tsx'
import type { RelayRefusal } from './relay-api.ts'
import { useCardRelay, type RelayStep } from './use-card-relay.ts'

/**
 * The button that connects the service to the card in the reader, and all that happens until the relay ends.
 */
export function CardRelay({
  label,
  variant = 'default',
  requestTicket,
  holder,
  onOver,
}: {
  label: string
  variant?: 'default' | 'secondary'
  requestTicket: () => Promise<ApiResult<RelayTicketView>>
  /** Who gets the card, where nothing on it says so. */
  holder?: string
  /** The relay ended, successfully or not: what the page shows of the card may have changed. */
  onOver: (over: Result<unknown, RelayRefusal>) => void
}) {
  const t = useTexts(relayTexts)
  const common = useTexts(commonTexts)
  const { at, isTried, start, cancel } = useCardRelay()
  usePauseOnChange(at.step)
  async function run(): Promise<void> {
    const over = await start(requestTicket, holder)
    if (over !== undefined) onOver(over)
  }

  if (at.step === 'idle')
    return (
      <Actions>
        <Button variant={variant} autoFocus={isTried} onClick={() => void run()}>
          {label}
        </Button>
      </Actions>
    )
  const mayRetry =
    (at.step === 'refused' && at.refusal.kind !== 'command-refused') ||
    (at.step === 'problem' && !isSignInMissing(at.problem))
  return (
    <StepBox isIdle={false} step={<Step at={at} onRetry={() => void run()} />}>
      <Actions>
        {/* First, so that it does not come to the place of the other when that goes. */}
        <Button variant="secondary" onClick={cancel}>
          {t('stop')}
        </Button>
        {mayRetry ? <Button onClick={() => void run()}>{common('tryAgain')}</Button> : null}
      </Actions>
    </StepBox>
  )
}

function Step({ at, onRetry }: { at: RelayStep; onRetry: () => void }) {
  const t = useTexts(relayTexts)
  switch (at.step) {
    case 'idle':
      return null
    case 'looking':
      return <Working text={t('looking')} />
    case 'not-running':
    case 'browser-refuses':
    case 'no-card':
      return <Waiting wait={at.step} />
    case 'at-reader':
      return (
        <>
          <Working text={t('atReader')} />
          <Paragraph mt="xs">{t('atReaderHelp')}</Paragraph>
        </>
      )
    case 'refused':
      return <RelayRefused refusal={at.refusal} />
    case 'problem':
      return <ProblemShown problem={at.problem} />
    case 'service-unreachable':
      return <Unreachable onRetry={onRetry} />
  }
}

function RelayRefused({ refusal }: { refusal: RelayRefusal }) {
  const t = useTexts(relayTexts)
  const language = usePageLanguage()
  if (refusal.kind === 'service-refused')
    return (
      <InlineAlert status="error" labelText={refusal.refusal.title[language]} mt="m">
        {refusal.refusal.advice?.[language]}
      </InlineAlert>
    )
  const words = {
    cancelled: [t('cancelled'), t('cancelledHelp')],
    'site-refused': [t('siteRefused'), t('siteRefusedHelp')],
    'not-supported': [t('notSupported'), t('notSupportedHelp')],
    'wrong-card': [t('wrongCard'), t('wrongCardHelp')],
    'command-refused': [t('commandRefused'), t('commandRefusedHelp')],
    'reader-failed': [t('readerFailed'), t('readerFailedHelp')],
  } as const
  const [title, help] = words[refusal.kind]
  return <Refused refusal={refusal} title={title} help={help} />
}
