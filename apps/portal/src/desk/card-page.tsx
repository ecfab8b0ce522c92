import type { CardView } from '@sotevarmenne/api/cards'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { CardCertificates } from '../cards/card-certificates.tsx'
import { CardFacts } from '../cards/card-facts.tsx'
import { CardShown } from '../cards/card-pictures.tsx'
import { DecisionsShown } from '../cards/decisions-shown.tsx'
import { CardTimeline } from '../cards/card-timeline.tsx'
import { useCard } from '../cards/use-card.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Columns, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { cardTexts } from '../cards/texts.ts'
import { CancelCard } from './cancel-card.tsx'
import { ContactlessIdOfCard } from './contactless-id.tsx'
import { Complain } from './complain.tsx'
import { HandOver } from './hand-over.tsx'
import { ProductionFailure } from './production-failure.tsx'

export function CardPage() {
  const t = useTexts(deskTexts)
  const { cardId = '' } = useParams()
  const query = useCard(cardId)
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('card')}
        back={<PageLink to="desk/cards">{t('toCards')}</PageLink>}
      />
    )
  return <CardAtDesk card={query.data.value} />
}

/** A card at the desk: its data and life, hand-over when it waits for it, cancellation. */
function CardAtDesk({ card }: { card: CardView }) {
  const t = useTexts(deskTexts)
  const words = useTexts(cardTexts)
  const [stateAtFirst] = useState(card.state)
  const isChanged = card.state !== stateAtFirst
  return (
    <>
      <PageTitle>{`${t('card')}: ${card.holder.givenNames} ${card.holder.surname}`}</PageTitle>
      {isChanged && card.state === 'handedOver' ? (
        <Done title={t('handedOverNow')} help={t('handedOverNowHelp')} />
      ) : null}
      {isChanged && card.state === 'cancelled' ? (
        <Done title={t('cancelledNow')} help={t('cancelledNowHelp')} />
      ) : null}
      {card.productionFailure === undefined ? null : (
        <ProductionFailure failure={card.productionFailure} />
      )}
      <Columns>
        <div>
          {card.may.includes('hand-over') ? <HandOver card={card} /> : null}
          <Panel aria-labelledby="card-facts">
            <Heading variant="h2" id="card-facts">
              {t('cardFacts')}
            </Heading>
            <CardFacts card={card} withHolder />
            <PageLink to="desk" state={{ personId: card.holder.personId }}>
              {t('toVisitor')}
            </PageLink>
          </Panel>
          <DecisionsShown decisions={card.decisions ?? []} />
          <Panel aria-labelledby="certificates">
            <Heading variant="h2" id="certificates">
              {words('certificates')}
            </Heading>
            <CardCertificates card={card} />
          </Panel>
          {card.may.includes('order-new-code') ? (
            <Panel aria-labelledby="new-code">
              <Heading variant="h2" id="new-code" mb="xs">
                {t('newCodeHeading')}
              </Heading>
              <Paragraph mb="s">{t('newCodeHelp')}</Paragraph>
              <PageLink to={`desk/cards/${card.cardId}/new-code`}>{t('newCode')}</PageLink>
            </Panel>
          ) : null}
          {card.may.includes('record-contactless') ? <ContactlessIdOfCard card={card} /> : null}
          <Complain card={card} />
          {card.may.includes('cancel') ? <CancelCard card={card} /> : null}
        </div>
        <Panel aria-labelledby="timeline">
          <CardShown card={card} />
          <Heading variant="h2" id="timeline" mt="m">
            {words('timeline')}
          </Heading>
          <CardTimeline card={card} />
        </Panel>
      </Columns>
    </>
  )
}
