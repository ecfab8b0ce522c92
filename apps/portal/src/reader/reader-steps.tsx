import { useEffect, useRef, type ReactNode } from 'react'
import { InlineAlert, LoadingSpinner } from 'suomifi-ui-components'
import { Announced } from '../layout/announced.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from '../sign-in/texts.ts'
import type { ReaderWait } from './use-reader.ts'

/**
 * Announces the steps between page and card reader software. Takes the focus: the button that started them is
 * gone.
 */
export function StepBox({
  isIdle,
  step,
  children,
}: {
  isIdle: boolean
  step: ReactNode
  children: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isIdle) box.current?.focus()
  }, [isIdle])
  return (
    <Announced ref={box}>
      <div aria-live="polite">{step}</div>
      {children}
    </Announced>
  )
}

export const Working = ({ text }: { text: string }) => (
  <LoadingSpinner status="loading" text={text} textAlign="right" mt="m" />
)

/** What is missing, and the remedy. */
export function Waiting({ wait }: { wait: ReaderWait }) {
  const t = useTexts(signInTexts)
  const words = {
    'not-running': [t('notRunning'), t('notRunningHelp')],
    'browser-refuses': [t('browserRefuses'), t('browserRefusesHelp')],
    'no-card': [t('noCard'), t('noCardHelp')],
  } as const
  const [title, help] = words[wait]
  return (
    <InlineAlert status="warning" labelText={title} mt="m">
      {help}
    </InlineAlert>
  )
}

/** Why it failed, with the message of the card reader software. */
export function Refused({
  refusal: { kind, said },
  title,
  help,
}: {
  refusal: { readonly kind: string; readonly said?: string }
  title: string
  help: string
}) {
  const t = useTexts(signInTexts)
  return (
    <InlineAlert status={kind === 'cancelled' ? 'warning' : 'error'} labelText={title} mt="m">
      {help}
      {said === undefined ? null : <div>{t('readerSaid', { said })}</div>}
    </InlineAlert>
  )
}
