import { viewCard, type CardView } from '@sotevarmenne/api/cards'
import { fault, fileComplaint, type ComplaintView, type Fault } from '@sotevarmenne/api/complaints'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Checkbox, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { keepCard } from '../cards/use-card.ts'
import { ClosedChoice } from '../forms/closed-choice.tsx'
import { Done } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { complaintTexts } from './complaint-texts.ts'

/** The holder's complaint about the card: what is wrong with it, and whether the new one is free. */
export function Complain({ card }: { card: CardView }) {
  const t = useTexts(complaintTexts)
  const [complaintId] = useState(() => crypto.randomUUID())
  const [chosen, setFault] = useState<Fault>()
  const [damagedInUse, setDamaged] = useState(false)
  const [isReturned, setReturned] = useState(true)
  const [isTried, setIsTried] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const { runOnConfirm, shown } = useAction()
  const [filed, setFiled] = useState<ComplaintView>()

  async function complain(): Promise<() => void> {
    if (chosen === undefined) throw new Error('no fault is chosen: the confirmation needs one')
    const { cardId } = card
    const requested = { complaintId, cardId, fault: chosen, damagedInUse, isReturned }
    return runOnConfirm(
      async () => {
        const response = await callApi(fileComplaint, requested)
        if (!response.ok) return response
        return ok({ complaint: response.value, cancelled: await callApi(viewCard, { cardId }) })
      },
      ({ complaint, cancelled }) => {
        setFiled(complaint)
        if (cancelled.ok) keepCard(cancelled.value)
      },
    )
  }

  if (filed !== undefined)
    return (
      <Panel aria-labelledby="complaint">
        <Heading variant="h2" id="complaint">
          {t('make')}
        </Heading>
        <Done title={t('filed')} help={t(`because.${filed.replacement.because}`)} />
        {filed.state === 'returned' ? <Paragraph mt="s">{t('destroyHelp')}</Paragraph> : null}
        <Actions>
          <PageLink to="desk/complaints">{t('heading')}</PageLink>
        </Actions>
      </Panel>
    )
  const isBrokenCancelled = card.cancelled?.reason === 'broken'
  if (!card.may.includes('cancel') && !isBrokenCancelled) return null
  return (
    <Panel aria-labelledby="complaint">
      <Heading variant="h2" id="complaint" mb="xs">
        {t('make')}
      </Heading>
      <Paragraph mb="s">{t('makeHelp')}</Paragraph>
      <ClosedChoice
        name="fault"
        label={t('fault')}
        options={fault.options}
        textOf={(one) => t(`fault.${one}`)}
        value={chosen}
        onChange={setFault}
        missing={isTried && chosen === undefined ? t('faultMissing') : undefined}
      />
      <Checkbox
        id="damaged-in-use"
        checked={damagedInUse}
        onClick={({ checkboxState }) => {
          setDamaged(checkboxState)
        }}
      >
        {t('damaged')}
      </Checkbox>
      <Checkbox
        id="card-returned"
        checked={isReturned}
        onClick={({ checkboxState }) => {
          setReturned(checkboxState)
        }}
      >
        {t('returned')}
      </Checkbox>
      {shown}
      <Actions>
        <Button
          id="complain"
          variant="secondary"
          onClick={() => {
            setIsTried(true)
            setIsOpen(chosen !== undefined)
          }}
        >
          {t('button')}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={isOpen}
        title={t('confirmHeading')}
        text={t('confirm')}
        yes={t('button')}
        onYes={complain}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </Panel>
  )
}
