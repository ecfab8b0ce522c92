import {
  lookUpReason,
  lookUpReasonGiven,
  type LookUpReason,
  type LookUpReasonGiven,
} from '@sotevarmenne/api/orders'
import { useState, type SyntheticEvent } from 'react'
import { Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import { ClosedChoice } from '../forms/closed-choice.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

/** Why somebody is looked up who was not called from the queue: stored with the look-up. */
export function LookUpReasonForm({
  isActing,
  onGiven,
}: {
  isActing: boolean
  onGiven: (because: LookUpReasonGiven) => void
}) {
  const t = useTexts(deskTexts)
  const [reason, setReason] = useState<LookUpReason>()
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const written = text.trim()
  const given = lookUpReasonGiven.safeParse({ reason, ...(written !== '' && { text: written }) })
  const textFault = (): string | undefined => {
    if (!isTried || reason === undefined || given.success) return undefined
    return written.length < 5 ? t('reasonTextMissing') : t('reasonTextWrong')
  }
  const fault = textFault()
  return (
    <Panel aria-labelledby="reason-heading">
      <Heading variant="h2" id="reason-heading" mb="xs">
        {t('reasonHeading')}
      </Heading>
      <Paragraph mb="s">{t('reasonHelp')}</Paragraph>
      <form
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          setIsTried(true)
          if (given.success) onGiven(given.data)
          else document.getElementById(reason === undefined ? firstReason : textId)?.focus()
        }}
      >
        <ClosedChoice
          name="look-up-reason"
          label={t('reason')}
          options={lookUpReason.options}
          textOf={(one) => t(`reason.${one}`)}
          value={reason}
          onChange={setReason}
          missing={isTried && reason === undefined ? t('reasonMissing') : undefined}
        />
        <TextInput
          id={textId}
          style={{ width: 480, maxWidth: '100%' }}
          fullWidth
          labelText={t('reasonText')}
          hintText={t('reasonTextHint')}
          value={text}
          onChange={(value) => {
            setText(String(value ?? ''))
          }}
          autoComplete="off"
          {...(reason === 'other' ? {} : { optionalText: t('optional') })}
          statusTextAriaLiveMode="polite"
          {...(fault === undefined ? {} : { status: 'error', statusText: fault })}
        />
        <Actions>
          <SubmitButton id="look-up-with-reason" isActing={isActing}>
            {t('showVisitor')}
          </SubmitButton>
        </Actions>
      </form>
    </Panel>
  )
}

const textId = 'look-up-reason-text'
const firstReason = `look-up-reason-${lookUpReason.options[0]}`
