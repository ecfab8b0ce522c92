import { listPriceProposals, proposePointPrice } from '@sotevarmenne/api/point-prices'
import type { OfficePointView, PointPriceView } from '@sotevarmenne/api/points'
import { useState } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { Done } from '../layout/responses.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { ProposalRow, useProposalTitle } from '../points/price-proposals.tsx'
import { pointPriceTexts } from '../points/price-texts.ts'
import { PricesOfServices } from '../points/prices-of-services.tsx'
import { ProposePrice } from '../points/propose-price.tsx'
import { useTexts } from '../texts/index.ts'
import { usePointServices } from '../points/point-services.ts'

/** The point's prices, those that are proposed, and a price of an operator that has no account. */
export function PointPrices({
  point,
  prices,
  mayPropose,
}: {
  point: OfficePointView
  prices: readonly PointPriceView[]
  mayPropose: boolean
}) {
  const t = useTexts(pointPriceTexts)
  const titleOf = useProposalTitle()
  const [isProposed, setIsProposed] = useState(false)
  const { pointId, name, details } = point
  const { coming } = usePointServices()
  const services = details?.services ?? coming
  const proposals = usePages(['price-proposals', pointId], listPriceProposals, { pointId })
  return (
    <Panel aria-labelledby="prices">
      <Heading variant="h2" id="prices" mb="xs">
        {t('prices')}
      </Heading>
      <Paragraph mb="s">{t('pricesHelp')}</Paragraph>
      <PricesOfServices id={pointId} services={services} prices={prices} />
      <Heading variant="h3" id="price-proposals" mt="m" mb="xs">
        {t('proposals')}
      </Heading>
      {isProposed ? <Done title={t('proposed')} help={t('proposedByOfficeHelp')} /> : null}
      <RowList
        pages={proposals}
        empty={t('noProposals')}
        rowsOf={(page) =>
          page.proposals.map((proposal) => (
            <ProposalRow
              key={proposal.proposalId}
              proposal={proposal}
              namesPoint={false}
              link={
                <PageLink to={`operations/point-prices/${proposal.proposalId}`}>
                  {titleOf(proposal)}
                </PageLink>
              }
            />
          ))
        }
      />
      {mayPropose ? (
        <ProposePrice
          points={[{ pointId, name, services, prices }]}
          help={t('proposeByOfficeHelp')}
          propose={(proposed) => {
            setIsProposed(false)
            return callApi(proposePointPrice, proposed)
          }}
          onProposed={async () => {
            await proposals.refetch()
            setIsProposed(true)
          }}
        />
      ) : null}
    </Panel>
  )
}
