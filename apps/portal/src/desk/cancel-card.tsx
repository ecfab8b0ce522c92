import { cancelCard, type CardView, type ReasonAtDesk } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { keepCard } from '../cards/use-card.ts'
import { ClosedChoice } from '../forms/closed-choice.tsx'
import { errorTexts } from '../forms/error-texts.ts'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'

/** A card that was never produced is cancelled for that reason only. */
const reasonsFor = ({ state, product }: CardView): readonly [ReasonAtDesk, ...ReasonAtDesk[]] =>
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

/** Cancels a card, with its reason and a confirmation. */
export function CancelCard({ card }: { card: CardView }) {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const errors = useTexts(errorTexts)
  const [chosen, setReason] = useState<ReasonAtDesk>()
  const [first, ...others] = reasonsFor(card)
  const reasons = [first, ...others]
  const reason = others.length === 0 ? first : reasons.find((one) => one === chosen)
  const [isTried, setIsTried] = useState(false)
  const [isOpen, setIsOpen] = useState(false)
  const { runOnConfirm, shown } = useAction()
  const isMissing = isTried && reason === undefined

  async function cancel(): Promise<() => void> {
    if (reason === undefined) throw new Error('no reason is chosen: the confirmation needs one')
    return runOnConfirm(() => callApi(cancelCard, { cardId: card.cardId, reason }), keepCard)
  }

  return (
    <Panel aria-labelledby="card-cancellation">
      <Heading variant="h2" id="card-cancellation" mb="xs">
        {t('cancelCardHeading')}
      </Heading>
      <Paragraph mb="s">{t(others.length === 0 ? 'cancelFailedHelp' : 'cancelCardHelp')}</Paragraph>
      {others.length === 0 ? null : (
        <ClosedChoice
          name="cancellationReason"
          idPrefix="card-cancellation"
          label={t('cancelCardReason')}
          options={reasons}
          textOf={(one) => words(`cancellationReason.${one}`)}
          value={reason}
          onChange={setReason}
          missing={isMissing ? errors('error.reason') : undefined}
        />
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
          {t('cancelCard')}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={isOpen}
        title={t('cancelCardConfirmHeading')}
        text={t('cancelCardConfirm', {
          name: `${card.holder.givenNames} ${card.holder.surname}`,
          reason: reason === undefined ? '' : words(`cancellationReason.${reason}`).toLowerCase(),
        })}
        yes={t('cancelForGood')}
        onYes={cancel}
        onClose={() => {
          setIsOpen(false)
        }}
      />
    </Panel>
  )
}
