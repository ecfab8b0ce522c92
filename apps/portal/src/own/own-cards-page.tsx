import { viewOwnCards, type CancellationReason, type CardView } from '@sotevarmenne/api/cards'
import type { ComponentProps } from 'react'
import {
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { CardCertificates } from '../cards/card-certificates.tsx'
import { CardFacts } from '../cards/card-facts.tsx'
import { CardShown } from '../cards/card-pictures.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { Loaded } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Columns, Muted, Panel } from '../layout/surface.tsx'
import { SpareNearby } from '../points/spare-nearby.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { cardTexts } from '../cards/texts.ts'
import { documentTexts } from '../documents/texts.ts'
import { noticeTexts } from './notice-texts.ts'
import { caseTexts } from '../cases/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { AddressRefused } from './address-refused.tsx'
import { cancelledHelpOf } from './cancelled-help.ts'
import { ownCardsKey } from './own-cards.ts'
import { useOwnOrders } from './own-orders.ts'
import { OwnRenewal } from './own-renewal.tsx'
import { OwnSpareCards } from './own-spare-cards.tsx'
import { PinsForgotten } from './pins-forgotten.tsx'
import { ReportLost } from './report-lost.tsx'

/** The holder's page: each of their cards, what it needs from the holder now, and its life. */
export function OwnCardsPage() {
  const t = useTexts(ownTexts)
  const query = useApiQuery(ownCardsKey, viewOwnCards, {})
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Loaded query={query}>{({ cards }) => <Cards cards={cards} />}</Loaded>
    </>
  )
}

function Cards({ cards }: { cards: readonly CardView[] }) {
  const t = useTexts(ownTexts)
  const words = useTexts(cardTexts)
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
  const isReplaced = (card: CardView): boolean =>
    cards.some(({ product, state }) => product === card.product && state !== 'cancelled')
  const goesOnWithout = (card: CardView): boolean => isMissed(card) && !isReplaced(card)
  return (
    <>
      <OwnSpareCards />
      {cards.some(mayNeedSpareCard) && !cards.some(goesOnWithout) ? (
        <Paragraph mb="s">
          <SpareNearby />
        </Paragraph>
      ) : null}
      {cards.map((card) => (
        <OwnCard
          key={card.cardId}
          card={card}
          isReplaced={isReplaced(card)}
          renewable={renewals.find(({ cardId }) => cardId === card.cardId)}
        />
      ))}
      <OwnLinks />
    </>
  )
}

/** The holder's other pages, each with what it is for. */
function OwnLinks() {
  const t = useTexts(ownTexts)
  const documents = useTexts(documentTexts)
  const notices = useTexts(noticeTexts)
  const cases = useTexts(caseTexts)
  return (
    <Panel aria-labelledby="own-links">
      <Heading variant="h2" id="own-links" mb="s">
        {t('linksHeading')}
      </Heading>
      <AddressRefused />
      <Links>
        <OwnLink to="own/notices" name={notices('heading')} help={t('noticesLinkHelp')} />
        <OwnLink to="own/cases" name={cases('ownHeading')} help={t('casesLinkHelp')} />
        <OwnLink
          to="own/sign-document"
          name={documents('signHeading')}
          help={t('signDocumentLinkHelp')}
        />
        <OwnLink to="own/audit-log" name={t('auditLogHeading')} help={t('auditLogLinkHelp')} />
        <OwnLink to="own/sessions" name={t('sessionsHeading')} help={t('sessionsLinkHelp')} />
        <OwnLink to="own/data" name={t('dataHeading')} help={t('dataLinkHelp')} />
      </Links>
    </Panel>
  )
}

const OwnLink = ({ to, name, help }: { to: string; name: string; help: string }) => (
  <li>
    <PageLink to={to}>{name}</PageLink>
    <Muted>{help}</Muted>
  </li>
)

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
  const words = useTexts(cardTexts)
  const products = useTexts(wordTexts)
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
          <Expander id={`certificates-${card.cardId}`} mt="s">
            <ExpanderTitleButton asHeading="h3">{words('certificates')}</ExpanderTitleButton>
            <ExpanderContent>
              <CardCertificates card={card} />
            </ExpanderContent>
          </Expander>
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
  const t = useTexts(ownTexts)
  const { day } = useDates()
  if (card.state === 'cancelled') {
    const goesOnWithout = isMissed(card) && !isReplaced
    return (
      <InlineAlert status="warning" labelText={t('cancelled')} mb="s">
        {cancelledHelpOf(card, { isNewCardSaid: isReplaced || isOffered || goesOnWithout })
          .map((key) => t(key))
          .join(' ')}
        {goesOnWithout ? <GoOnWithout card={card} isOffered={isOffered} /> : null}
      </InlineAlert>
    )
  }
  if (card.state === 'awaitingHandOver' && card.isSentHome === true)
    return (
      <InlineAlert status="neutral" labelText={t('posted')} mb="s">
        {t('postedHelp')} <LetterDay card={card} />{' '}
        <PageLink to="help">{t('activateMore')}</PageLink>
      </InlineAlert>
    )
  if (card.state === 'handedOver')
    return (
      <InlineAlert status="neutral" labelText={t('activate')} mb="s">
        {t('activateHelp')} <LetterDay card={card} />{' '}
        <PageLink to="help">{t('activateMore')}</PageLink>
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
      {t(card.isSentHome === true ? 'comingHomeHelp' : 'comingHelp')} <LetterDay card={card} />
    </InlineAlert>
  )
}

/** When the activation letter leaves, or has left, once it is known. */
function LetterDay({ card: { letter } }: { card: CardView }) {
  const t = useTexts(ownTexts)
  const { day, dayOf } = useDates()
  if (letter === undefined) return null
  return letter.sentAt === undefined
    ? t('letterLeavesOn', { day: day(letter.plannedFor) })
    : t('letterLeftOn', { day: dayOf(letter.sentAt) })
}

/** Its holder cannot use it, or may soon be unable to: a spare card replaces it for a while (R70). */
const mayNeedSpareCard = ({ may, cancelled }: CardView): boolean =>
  may.includes('report-lost') || may.includes('unlock') || isMissed({ cancelled })

const isMissed = ({ cancelled }: Pick<CardView, 'cancelled'>): boolean =>
  cancelled !== undefined && missed.has(cancelled.reason)

const missed: ReadonlySet<CancellationReason> = new Set([
  ...(['lost', 'stolen', 'broken', 'not-as-ordered'] as const),
])

/** What the holder of a lost or broken card does next: the new card, a card for today, a visit. */
function GoOnWithout({ card, isOffered }: { card: CardView; isOffered: boolean }) {
  const t = useTexts(ownTexts)
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

const Shown = styled.div`
  margin: 16px 0 24px;
`

const Links = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
  gap: 16px 32px;
  list-style: none;
  margin: 0;
  padding: 0;
  a + * {
    display: block;
  }
`
