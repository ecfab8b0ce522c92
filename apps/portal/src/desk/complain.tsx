import { viewCard, type Card } from '@sotevarmenne/api/cards'
import { fault, makeComplaint, type Complaint, type Fault } from '@sotevarmenne/api/complaints'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import {
  Button,
  Checkbox,
  Heading,
  Paragraph,
  RadioButton,
  RadioButtonGroup,
} from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { keepCard } from '../cards/use-card.ts'
import { Done } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** The holder complains of the card: what is wrong with it, and whether the new one is free. */
export function Complain({ card }: { card: Card }) {
  const t = useTexts('complaints')
  const [complaintId] = useState(() => crypto.randomUUID())
  const [chosen, setFault] = useState<Fault>()
  const [damagedInUse, setDamaged] = useState(false)
  const [isReturned, setReturned] = useState(true)
  const [isTried, setIsTried] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const { actOnYes, shown } = useAct()
  const [made, setMade] = useState<Complaint>()

  async function complain(): Promise<() => void> {
    if (chosen === undefined) throw new Error('The question is asked only once there is a fault')
    const { cardId } = card
    const asked = { complaintId, cardId, fault: chosen, damagedInUse, isReturned }
    return actOnYes(
      async () => {
        const answer = await ask(makeComplaint, asked)
        if (!answer.ok) return answer
        return ok({ complaint: answer.value, closed: await ask(viewCard, { cardId }) })
      },
      ({ complaint, closed }) => {
        setMade(complaint)
        if (closed.ok) keepCard(closed.value)
      },
    )
  }

  if (made !== undefined)
    return (
      <Panel aria-labelledby="complaint">
        <Heading variant="h2" id="complaint">
          {t('make')}
        </Heading>
        <Done title={t('made')} help={t(`because.${made.replacement.because}`)} />
        {made.state === 'returned' ? <Paragraph mt="s">{t('destroyHelp')}</Paragraph> : null}
        <Actions>
          <PageLink to="desk/complaints">{t('heading')}</PageLink>
        </Actions>
      </Panel>
    )
  const isBrokenClosed = card.closed?.reason === 'broken'
  if (!card.may.includes('close') && !isBrokenClosed) return null
  return (
    <Panel aria-labelledby="complaint">
      <Heading variant="h2" id="complaint" mb="xs">
        {t('make')}
      </Heading>
      <Paragraph mb="s">{t('makeHelp')}</Paragraph>
      <RadioButtonGroup
        name="fault"
        labelText={t('fault')}
        value={chosen ?? ''}
        onChange={(value) => {
          setFault(fault.options.find((one) => one === value))
        }}
        mb="m"
        {...(isTried && chosen === undefined
          ? { groupStatus: 'error', groupStatusText: t('faultMissing') }
          : {})}
      >
        {fault.options.map((one) => (
          <RadioButton key={one} id={`fault-${one}`} value={one}>
            {t(`fault.${one}`)}
          </RadioButton>
        ))}
      </RadioButtonGroup>
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
