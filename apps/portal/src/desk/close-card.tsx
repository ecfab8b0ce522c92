import { closeCard, type Card, type ReasonAtDesk } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import { Button, Heading, Paragraph, RadioButton, RadioButtonGroup } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { keepCard } from '../cards/use-card.ts'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'

/** A card that never became one is closed for that reason only. */
const reasonsFor = ({ state, product }: Card): readonly [ReasonAtDesk, ...ReasonAtDesk[]] =>
  state === 'productionFailed'
    ? ['production-failed']
    : [
        'lost',
        'stolen',
        'broken',
        'data-changed',
        'returned',
        ...(product === 'professional-card' ? [] : (['employment-ended'] as const)),
      ]

/** Closes a card for good, with its reason and a last question. */
export function CloseCard({ card }: { card: Card }) {
  const t = useTexts('desk')
  const words = useTexts('words')
  const [chosen, setReason] = useState<ReasonAtDesk>()
  const [first, ...others] = reasonsFor(card)
  const reasons = [first, ...others]
  const reason = others.length === 0 ? first : reasons.find((one) => one === chosen)
  const [isTried, setIsTried] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const { actOnYes, shown } = useAct()
  const isMissing = isTried && reason === undefined

  async function close(): Promise<() => void> {
    if (reason === undefined) throw new Error('The question is asked only once there is a reason')
    return actOnYes(() => ask(closeCard, { cardId: card.cardId, reason }), keepCard)
  }

  return (
    <Panel aria-labelledby="closing">
      <Heading variant="h2" id="closing" mb="xs">
        {t('closeHeading')}
      </Heading>
      <Paragraph mb="s">{t(others.length === 0 ? 'closeFailedHelp' : 'closeHelp')}</Paragraph>
      {others.length === 0 ? null : (
        <RadioButtonGroup
          name="closingReason"
          labelText={t('closeReason')}
          value={reason ?? ''}
          onChange={(value) => {
            setReason(reasons.find((one) => one === value))
          }}
          {...(isMissing ? { groupStatus: 'error', groupStatusText: t('error.reason') } : {})}
        >
          {reasons.map((one) => (
            <RadioButton key={one} id={`closing-${one}`} value={one}>
              {words(`closingReason.${one}`)}
            </RadioButton>
          ))}
        </RadioButtonGroup>
      )}
      {shown}
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            setIsTried(true)
            setIsOpen(reason !== undefined)
          }}
        >
          {t('closeCard')}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={isOpen}
        title={t('closeConfirmHeading')}
        text={t('closeConfirm', {
          name: `${card.holder.givenNames} ${card.holder.surname}`,
          reason: reason === undefined ? '' : words(`closingReason.${reason}`).toLowerCase(),
        })}
        yes={t('closeForGood')}
        onYes={close}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </Panel>
  )
}
