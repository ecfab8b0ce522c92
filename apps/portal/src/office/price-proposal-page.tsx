import { decidePointPrice, viewPriceProposal } from '@sotevarmenne/api/point-prices'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { proposalStep } from '@sotevarmenne/api/values'
import { useState } from 'react'
import { useOutletContext, useParams } from 'react-router'
import { Heading, InlineAlert } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { Chip } from '../cards/card-facts.tsx'
import { refreshInbox } from '../inbox/counts.ts'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, SecondPersonRequired, WithoutResponse } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import {
  proposalTones,
  useChangedFacts,
  useProposalTitle,
  useValidity,
} from '../points/price-proposals.tsx'
import { pointPriceTexts } from '../points/price-texts.ts'
import { Decide } from '../service-certificates/decide.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'

/** One proposed price of a point: what it changes, the operator's decision, and the case officer's. */
export function PriceProposalPage() {
  const t = useTexts(pointPriceTexts)
  const office = useTexts(officeTexts)
  const session = useOutletContext<SessionView>()
  const { proposalId = '' } = useParams()
  const { day, time } = useDates()
  const titleOf = useProposalTitle()
  const changed = useChangedFacts()
  const validity = useValidity()
  const [isDecided, setIsDecided] = useState(false)
  const queryKey = ['price-proposal', proposalId]
  const query = useApiQuery(queryKey, viewPriceProposal, { proposalId })
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('proposal')}
        back={<PageLink to="operations/points">{office('back')}</PageLink>}
      />
    )
  const proposal = query.data.value
  const { point, pointOperator, price, operatorDecision, state, proposed, decided } = proposal
  const may = mayDo(session, 'pointPrices.decide') ? proposal.may : []
  const named = (text: string, name: string | undefined) =>
    name === undefined ? text : `${text}, ${name}`
  return (
    <>
      <PageTitle>{titleOf(proposal)}</PageTitle>
      <WhoHasIt kind="point-price" itemId={proposalId} />
      {isDecided ? <Done title={t('decided')} help={t('decidedHelp')} /> : null}
      {proposal.isLate ? (
        <InlineAlert status="warning" mb="s">
          {t('late')}
        </InlineAlert>
      ) : null}
      <Panel aria-label={t('proposal')}>
        <Chip $tone={proposalTones[state]}>{t(`state.${state}`)}</Chip>
        <Facts
          facts={[
            [
              t('point'),
              <PageLink key="point" to={`operations/points/${point.pointId}`}>
                {point.name}
              </PageLink>,
            ],
            [t('pointOperator'), pointOperator],
            [t('valid'), validity(price)],
            ...changed(proposal),
          ]}
        />
      </Panel>
      <Panel aria-labelledby="operator-decision">
        <Heading variant="h2" id="operator-decision" mb="s">
          {t('decisionBehind')}
        </Heading>
        <Facts
          facts={[
            [t('body'), operatorDecision.body],
            [t('decidedOn'), day(operatorDecision.decidedOn)],
            [t('section'), operatorDecision.section],
          ]}
        />
      </Panel>
      <Panel aria-labelledby="handling">
        <Heading variant="h2" id="handling" mb="s">
          {t('history')}
        </Heading>
        <p>{named(t(`proposedBy.${proposed.by}`, { time: time(proposed.at) }), proposed.name)}</p>
        {decided === undefined || state === 'waiting' ? null : (
          <p>{named(t(`decided.${state}`, { time: time(decided.at) }), decided.name)}</p>
        )}
        {decided?.because === undefined ? null : <p>{`${t('because')}: ${decided.because}`}</p>}
      </Panel>
      {may.includes('withdraw') ? <SecondPersonRequired /> : null}
      <Decide
        decisions={proposalStep.options.filter((decision) => may.includes(decision))}
        nameOf={t}
        help={t(proposed.by === 'operator' ? 'decideHelp' : 'decideByOfficeHelp')}
        reasonLabel={t('because')}
        decide={(requested) => callApi(decidePointPrice, { proposalId, ...requested })}
        onDecided={(value) => {
          setIsDecided(true)
          queryClient.setQueryData(queryKey, { ok: true, value })
          void queryClient.invalidateQueries({ queryKey: ['price-proposals', point.pointId] })
          void queryClient.invalidateQueries({ queryKey: ['office-point', point.pointId] })
          void refreshInbox()
        }}
      />
      <Actions>
        <PageLink to={`operations/points/${point.pointId}`}>{t('backToPoint')}</PageLink>
      </Actions>
    </>
  )
}
