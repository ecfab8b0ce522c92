import type { HotlineCardView, HotlineHolderView } from '@sotevarmenne/api/hotline'
import { Checkbox, CheckboxGroup, Paragraph } from 'suomifi-ui-components'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'

/**
 * The holder’s cards; those that may be cancelled can be chosen, the others are shown so that nobody looks
 * for them.
 */
export function CardsToCancel({
  holder,
  chosen,
  onChosen,
}: {
  holder: HotlineHolderView
  chosen: ReadonlySet<string>
  onChosen: (chosen: ReadonlySet<string>) => void
}) {
  const t = useTexts(hotlineTexts)
  const input = useCardReported()
  const open = holder.cards.filter(({ isOpen }) => isOpen)
  const others = holder.cards.filter(({ isOpen }) => !isOpen)
  return (
    <>
      {holder.cards.length === 0 ? <Paragraph mt="s">{t('noCards')}</Paragraph> : null}
      {open.length === 0 ? null : (
        <CheckboxGroup labelText={t('cards')} mt="s">
          {open.map((card) => (
            <Checkbox
              key={card.cardId}
              id={`card-${card.cardId}`}
              checked={chosen.has(card.cardId)}
              hintText={input(card)}
              onClick={({ checkboxState }) => {
                const next = new Set(chosen)
                if (checkboxState) next.add(card.cardId)
                else next.delete(card.cardId)
                onChosen(next)
              }}
            >
              <Name card={card} />
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {others.map((card) => (
        <Paragraph key={card.cardId} mt="s">
          <Name card={card} /> · {input(card)}
        </Paragraph>
      ))}
    </>
  )
}

function Name({ card: { product } }: { card: HotlineCardView }) {
  const t = useTexts(hotlineTexts)
  const words = useTexts(wordTexts)
  return <>{product === undefined ? t('spareCard') : words(`cardProduct.${product}`)}</>
}

function useCardReported(): (card: HotlineCardView) => string {
  const t = useTexts(hotlineTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  return ({ title, employer, lastDigits, validTo, cancelledBecause }) =>
    [
      title[language] === '' ? title.fi : title[language],
      ...(employer === undefined ? [] : [employer]),
      t('cardEnding', { digits: lastDigits }),
      cancelledBecause === undefined
        ? t('validTo', { day: day(validTo) })
        : t('cancelledBecause', {
            reason: words(`spareCancellationReason.${cancelledBecause}`).toLowerCase(),
          }),
    ].join(' · ')
}
