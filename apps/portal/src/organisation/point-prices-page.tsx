import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  listOwnPriceProposals,
  proposeOwnPointPrice,
  viewOwnPointPrices,
  withdrawOwnPointPrice,
  type PriceProposalView,
} from '@sotevarmenne/api/point-prices'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { ProposalRow, useProposalTitle } from '../points/price-proposals.tsx'
import { pointPriceTexts } from '../points/price-texts.ts'
import { PricesOfServices } from '../points/prices-of-services.tsx'
import { ProposePrice } from '../points/propose-price.tsx'
import { registrarTexts } from '../registrars/texts.ts'
import { useTexts } from '../texts/index.ts'
import { BackToAccount } from './of-account.tsx'

/** The prices of the registration points that the organisation operates, and those that it proposes. */
export function PointPricesPage() {
  const t = useTexts(pointPriceTexts)
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['point-prices', organisationId], viewOwnPointPrices, {
    organisationId,
  })
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={<BackToAccount />} />
  return <Shown organisationId={organisationId} own={query.data.value} />
}

function Shown({
  organisationId,
  own: { points, mayPropose },
}: {
  organisationId: string
  own: ResponseOf<typeof viewOwnPointPrices>
}) {
  const t = useTexts(pointPriceTexts)
  const registrars = useTexts(registrarTexts)
  const [done, setDone] = useState<'proposed' | 'withdrawn'>()
  const proposals = usePages(['own-price-proposals', organisationId], listOwnPriceProposals, {
    organisationId,
  })
  const [first, ...others] = points
  const changed = async (what: 'proposed' | 'withdrawn'): Promise<void> => {
    await proposals.refetch()
    setDone(what)
  }
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      {done === undefined ? null : <Done key={done} title={t(done)} help={t(`${done}Help`)} />}
      {first === undefined ? (
        <Paragraph mb="s">
          {`${t('noPoints')} `}
          <PageLink to="become-a-registration-point">{registrars('requestPoint')}</PageLink>
        </Paragraph>
      ) : (
        <Panel aria-labelledby="proposals">
          <Heading variant="h2" id="proposals" mb="s">
            {t('proposals')}
          </Heading>
          <RowList
            pages={proposals}
            empty={t('noProposals')}
            rowsOf={(page) =>
              page.proposals.map((proposal) => (
                <ProposalRow
                  key={proposal.proposalId}
                  proposal={proposal}
                  namesPoint={points.length > 1}
                  beside={
                    proposal.may.includes('withdraw') ? (
                      <Withdraw
                        {...{ organisationId, proposal }}
                        onWithdrawn={() => changed('withdrawn')}
                      />
                    ) : null
                  }
                />
              ))
            }
          />
          {mayPropose ? (
            <ProposePrice
              points={[first, ...others]}
              help={t('proposeHelp')}
              propose={(proposed) => {
                setDone(undefined)
                return callApi(proposeOwnPointPrice, { ...proposed, organisationId })
              }}
              onProposed={() => changed('proposed')}
            />
          ) : null}
        </Panel>
      )}
      {points.map(({ pointId, name, services, prices }) => (
        <Panel key={pointId} aria-labelledby={`point-${pointId}`}>
          <Heading variant="h2" id={`point-${pointId}`} mb="s">
            {name}
          </Heading>
          <PricesOfServices id={pointId} services={services} prices={prices} />
        </Panel>
      ))}
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function Withdraw({
  organisationId,
  proposal,
  onWithdrawn,
}: {
  organisationId: string
  proposal: PriceProposalView
  onWithdrawn: () => Promise<void>
}) {
  const t = useTexts(pointPriceTexts)
  const titleOf = useProposalTitle()
  const { runOnConfirm, shown } = useAction()
  const { proposalId } = proposal
  return (
    <>
      <ConfirmButton
        label={t('withdraw')}
        ariaLabel={t('withdrawOf', { what: titleOf(proposal) })}
        title={t('withdrawConfirm')}
        text={titleOf(proposal)}
        onYes={() =>
          runOnConfirm(
            () => callApi(withdrawOwnPointPrice, { organisationId, proposalId }),
            onWithdrawn,
          )
        }
      />
      {shown}
    </>
  )
}
