import { viewOwnCards, type CardView } from '@sotevarmenne/api/cards'
import type { ComponentProps } from 'react'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { CardCertificates } from '../cards/card-certificates.tsx'
import { CardFacts } from '../cards/card-facts.tsx'
import { CardShown } from '../cards/card-pictures.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { Loaded } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Columns, Panel } from '../layout/surface.tsx'
import { SpareNearby } from '../points/spare-nearby.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { AddressRefused } from './address-refused.tsx'
import { ownCardsKey } from './own-cards.ts'
import { useOwnOrders } from './own-orders.ts'
import { OwnRenewal } from './own-renewal.tsx'
import { OwnSpareCards } from './own-spare-cards.tsx'
import { PinsForgotten } from './pins-forgotten.tsx'
import { ReportLost } from './report-lost.tsx'

/** The holder's page: each of their cards, what it needs from the holder now, and its life. */
export function OwnCardsPage() {
  const t = useTexts('own')
  const query = useApiQuery(ownCardsKey, viewOwnCards, {})
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Loaded query={query}>{({ cards }) => <Cards cards={cards} />}</Loaded>
    </>
  )
}

function Cards({ cards }: { cards: readonly CardView[] }) {
  const t = useTexts('own')
  const words = useTexts('card')
  const { data: orders } = useOwnOrders()
  const renewals = orders?.ok === true ? orders.value.renewals : []
  if (cards.length === 0)
    return (
      <>
        <Paragraph mb="s">{t('none')}</Paragraph>
        <Paragraph>{words('otherLayout')}</Paragraph>
        <OwnLinks />
      </>
    )
  return (
    <>
      <OwnSpareCards />
      {cards.map((card) => (
        <OwnCard
          key={card.cardId}
          card={card}
          isReplaced={cards.some(
            ({ product, state }) => product === card.product && state !== 'cancelled',
          )}
          renewable={renewals.find(({ cardId }) => cardId === card.cardId)}
        />
      ))}
      <OwnLinks />
    </>
  )
}

/** Links to the holder's other pages. */
function OwnLinks() {
  const t = useTexts('own')
  const documents = useTexts('documents')
  const notices = useTexts('notices')
  const cases = useTexts('cases')
  return (
    <>
      <AddressRefused />
      <Paragraph mt="m">
        <PageLink to="own/sign-document">{documents('signHeading')}</PageLink>
      </Paragraph>
      <Paragraph mt="s">
        <PageLink to="own/notices">{notices('heading')}</PageLink>
      </Paragraph>
      <Paragraph mt="s">
        <PageLink to="own/cases">{cases('ownHeading')}</PageLink>
      </Paragraph>
      <Paragraph mt="s">
        <PageLink to="own/audit-log">{t('auditLogHeading')}</PageLink>
      </Paragraph>
      <Paragraph mt="s">
        <PageLink to="own/data">{t('dataHeading')}</PageLink>
      </Paragraph>
      <Paragraph mt="s">
        <PageLink to="own/sessions">{t('sessionsHeading')}</PageLink>
      </Paragraph>
    </>
  )
}

function OwnCard({
  card,
  isReplaced,
  renewable,
}: {
  card: CardView
  /** The holder has another card of this kind, or one is coming. */
  isReplaced: boolean
  renewable: ComponentProps<typeof OwnRenewal>['renewable'] | undefined
}) {
  const words = useTexts('card')
  const products = useTexts('words')
  const language = usePageLanguage()
  const id = `card-${card.cardId}`
  return (
    <Panel as="article" aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="s">
        {[
          `${products(`cardProduct.${card.product}`)}: ${card.title[language]}`,
          card.employer?.organisation,
        ]
          .filter((part) => part !== undefined)
          .join(', ')}
      </Heading>
      <WhatToDo card={card} isReplaced={isReplaced} isOffered={renewable?.ground !== undefined} />
      {card.may.includes('report-lost') ? <ReportLost card={card} /> : null}
      {renewable === undefined ? null : <OwnRenewal card={card} renewable={renewable} />}
      <PinsForgotten card={card} />
      <Columns>
        <div>
          <CardFacts card={card} />
          <Heading variant="h3">{words('certificates')}</Heading>
          <CardCertificates card={card} />
        </div>
        <div>
          <Shown>
            <CardShown card={card} />
          </Shown>
          <Heading variant="h3">{words('timeline')}</Heading>
          <CardTimeline card={card} />
        </div>
      </Columns>
    </Panel>
  )
}

/** What the card needs from its holder, most urgent first. */
function WhatToDo({
  card,
  isReplaced,
  isOffered,
}: {
  card: CardView
  isReplaced: boolean
  /** The new card is offered below. */
  isOffered: boolean
}) {
  const t = useTexts('own')
  const { day } = useDates()
  if (card.state === 'cancelled')
    return (
      <InlineAlert status="warning" labelText={t('cancelled')} mb="s">
        {t(card.cancelled?.reason === 'replaced' ? 'replacedHelp' : 'cancelledHelp')}
        {isMissed(card) && !isReplaced ? <GoOnWithout card={card} isOffered={isOffered} /> : null}
      </InlineAlert>
    )
  if (card.state === 'awaitingHandOver' && card.isSentHome === true)
    return (
      <InlineAlert status="neutral" labelText={t('posted')} mb="s">
        {t('postedHelp')} <PageLink to="help">{t('activateMore')}</PageLink>
      </InlineAlert>
    )
  if (card.state === 'handedOver')
    return (
      <InlineAlert status="neutral" labelText={t('activate')} mb="s">
        {t('activateHelp')} <PageLink to="help">{t('activateMore')}</PageLink>
      </InlineAlert>
    )
  if (card.state === 'inUse') return <Paragraph>{t('works', { day: day(card.validTo) })}</Paragraph>
  if (card.productionFailure?.isFinal === true)
    return (
      <InlineAlert status="warning" labelText={t('failed')} mb="s">
        {t('failedHelp')}
      </InlineAlert>
    )
  return (
    <InlineAlert status="neutral" labelText={t('coming')} mb="s">
      {t(card.isSentHome === true ? 'comingHomeHelp' : 'comingHelp')}
    </InlineAlert>
  )
}

/** What the holder of a lost or broken card does next: the new card, a card for today, a visit. */
function GoOnWithout({ card, isOffered }: { card: CardView; isOffered: boolean }) {
  const t = useTexts('own')
  return (
    <NextSteps>
      {isOffered ? null : card.product === 'professional-card' ? (
        <li>
          <PageLink to={`own/cards/${card.cardId}/renewal`}>{t('nextNewCard')}</PageLink>
        </li>
      ) : (
        <li>{t('nextByEmployer')}</li>
      )}
      <li>
        <SpareNearby />
      </li>
      <li>
        <PageLink to="points">{t('nextAppointment')}</PageLink>
      </li>
    </NextSteps>
  )
}

const NextSteps = styled.ul`
  margin: 8px 0 0;
  padding-left: 20px;
  li {
    margin-bottom: 4px;
  }
`

/** A spare card replaces for a while a card that its holder can no longer use (R70). */
const isMissed = ({ cancelled }: CardView): boolean =>
  cancelled?.reason === 'lost' || cancelled?.reason === 'stolen' || cancelled?.reason === 'broken'

const Shown = styled.div`
  margin: 16px 0 24px;
`
