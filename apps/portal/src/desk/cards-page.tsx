import { cardStateShown, listCards } from '@sotevarmenne/api/cards'
import { usePages } from '../api/queries.ts'
import { CardStateChip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, StateFilter, useStateFilter } from '../layout/row-list.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** Cards of the registration point, newest first. */
export function CardsPage() {
  const t = useTexts('desk')
  const words = useTexts('words')
  const language = usePageLanguage()
  const { day } = useDates()
  const { state, choose } = useStateFilter(cardStateShown.options)
  const pages = usePages(['cards', state], listCards, { state })
  return (
    <>
      <PageTitle>{t('cardsHeading')}</PageTitle>
      <StateFilter
        state={state}
        onChoose={choose}
        choices={cardStateShown.options.map((value) => ({
          value,
          label: words(`cardState.${value}`),
        }))}
      />
      <RowList
        pages={pages}
        empty={t('noCardsInList')}
        rowsOf={({ cards }) =>
          cards.map((card) => (
            <Row
              key={card.cardId}
              link={
                <PageLink to={`desk/cards/${card.cardId}`}>
                  {`${card.holder.surname} ${card.holder.givenNames}`}
                </PageLink>
              }
              facts={[
                card.title[language],
                t('validUntil', { day: day(card.validTo) }),
                ...(card.cardNumber === undefined ? [] : [card.cardNumber]),
              ].join(' · ')}
              state={<CardStateChip card={card} />}
            />
          ))
        }
      />
    </>
  )
}
