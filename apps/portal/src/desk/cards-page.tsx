import { cardStateShown, listCards, stateShown, type CardView } from '@sotevarmenne/api/cards'
import { callApi } from '../api/call-api.ts'
import { CardStateChip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { cardTexts } from '../cards/texts.ts'
import { commonTexts } from '../texts/common.ts'

/** Cards of the registration point, newest first. */
export function CardsPage() {
  const t = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const cardWords = useTexts(cardTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  const { state, choose } = useStateFilter(cardStateShown.options)
  const nameOf = ({ holder }: CardView) => `${holder.surname} ${holder.givenNames}`
  return (
    <>
      <PageTitle>{t('cardsHeading')}</PageTitle>
      <DeskList
        name="cards"
        shown={state}
        narrowing={
          <StateFilter
            state={state}
            onChoose={choose}
            choices={cardStateShown.options.map((value) => ({
              value,
              label: words(`cardState.${value}`),
            }))}
          />
        }
        request={(page, signal) => callApi(listCards, { state, ...page }, signal)}
        entriesOf={({ cards }) => cards}
        none={t('noCardsInList')}
        row={(card) => (
          <Row
            key={card.cardId}
            link={<PageLink to={`desk/cards/${card.cardId}`}>{nameOf(card)}</PageLink>}
            facts={[
              card.title[language],
              t('validUntil', { day: day(card.validTo) }),
              ...(card.cardNumber === undefined ? [] : [card.cardNumber]),
            ].join(' · ')}
            state={<CardStateChip card={card} />}
          />
        )}
        columns={[
          [common('list.name'), nameOf],
          [t('product'), ({ product }) => words(`cardProduct.${product}`)],
          [t('titleOnCard'), ({ title }) => title[language]],
          [common('list.cardNumber'), ({ cardNumber }) => cardNumber ?? ''],
          [cardWords('contactlessId'), ({ contactlessId }) => contactlessId ?? ''],
          [t('validToLabel'), ({ validTo }) => day(validTo)],
          [t('state'), (card) => words(`cardState.${stateShown(card)}`)],
        ]}
      />
    </>
  )
}
