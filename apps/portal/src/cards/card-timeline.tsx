import type { CardView } from '@sotevarmenne/api/cards'
import { Coming, Past, Timeline, When } from '../layout/timeline.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { cardTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { comingSteps, isKnownEvent, type CardWithSteps } from './coming-steps.ts'

/** What happened to the card, and what is still to come. */
export function CardTimeline({
  card,
}: {
  card: CardWithSteps & Pick<CardView, 'timeline' | 'cancelled'>
}) {
  const t = useTexts(cardTexts)
  const words = useTexts(wordTexts)
  const { day, time } = useDates()
  return (
    <Timeline aria-label={t('timeline')}>
      {card.timeline.map(({ at, what }, index) =>
        isKnownEvent(what) ? (
          <Past key={`${at} ${what} ${String(index)}`}>
            <strong>{words(`cardEvent.${what}`)}</strong>
            <When dateTime={at}>{time(at)}</When>
            {what === 'CardCancelled' && card.cancelled !== undefined ? (
              <span>{words(`cancellationReason.${card.cancelled.reason}`)}</span>
            ) : null}
          </Past>
        ) : null,
      )}
      {comingSteps(card).map(({ step, on }) => (
        <Coming key={step}>
          <span>{t(`coming.${step}`)}</span>
          {on === undefined ? (
            <When as="span">{t('coming.notYet')}</When>
          ) : (
            <When dateTime={on}>{day(on)}</When>
          )}
        </Coming>
      ))}
    </Timeline>
  )
}
