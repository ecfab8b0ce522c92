import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewRenewal, type RenewalView } from '@sotevarmenne/api/renewals'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ProblemShown, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { requestReaderVersion, readerAddress } from '../reader/signing-api.ts'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { DecisionButton } from './decision-button.tsx'
import { ownCardsKey } from './own-cards.ts'
import { ownOrdersKey } from './own-orders.ts'
import { RenewalForm } from './renewal-form.tsx'

/**
 * The renewal of one of the holder's cards: the registers are queried when the page opens, and again on
 * submit.
 */
export function RenewCardPage() {
  const t = useTexts('renewal')
  const { cardId = '' } = useParams()
  const [query] = useSearchParams()
  const broken = query.get('broken') === 'yes' ? ('yes' as const) : undefined
  const [renewed, setRenewed] = useState<RenewalView>()
  const renewable = useApiQuery(
    ['renewal', cardId, broken],
    viewRenewal,
    { cardId, broken },
    {
      // Each read queries the registers and is recorded: done when the page opens, never without the holder's
      // knowledge.
      staleTime: Infinity,
      gcTime: 0,
    },
  )
  const { data: readerVersion } = useQuery({
    queryKey: ['reader-version'],
    queryFn: async ({ signal }) =>
      (await requestReaderVersion(readerAddress(document), signal)) ?? '',
  })
  const { data } = renewable
  if (data === undefined) return <WithoutResponse query={renewable} title={t('heading')} />
  const done = renewed ?? (data.ok ? data.value.renewal : undefined)
  if (done !== undefined) return <Granted renewal={done} />
  const isReplaced = broken !== undefined || (data.ok && isGone(data.value))
  return (
    <>
      <PageTitle>{t(isReplaced ? 'headingReplace' : 'heading')}</PageTitle>
      {!data.ok ? (
        <ProblemShown problem={data.refusal} />
      ) : !data.value.may.allowed ? (
        <NotNow because={data.value.may.because} />
      ) : (
        <>
          <Paragraph mb="m">{t('lead')}</Paragraph>
          <RenewalForm
            renewable={data.value}
            broken={broken}
            readerVersion={readerVersion === '' ? undefined : readerVersion}
            onRenewed={(renewal) => {
              setRenewed(renewal)
              void queryClient.invalidateQueries({ queryKey: ownCardsKey })
              void queryClient.invalidateQueries({ queryKey: ownOrdersKey })
            }}
          />
        </>
      )}
      <BackToCards />
    </>
  )
}

type Renewable = ResponseOf<typeof viewRenewal>

const isGone = ({ may }: Renewable): boolean =>
  may.allowed && may.ground !== 'expiring' && may.ground !== 'data-changed'

function BackToCards() {
  const own = useTexts('own')
  return (
    <Actions>
      <PageLink to="own">{own('toOwnCards')}</PageLink>
    </Actions>
  )
}

/** Why not, by which rule, and what the holder can do. */
function NotNow({
  because,
}: {
  because: Extract<Renewable['may'], { allowed: false }>['because']
}) {
  const t = useTexts('renewal')
  const language = usePageLanguage()
  const { day } = useDates()
  const opensOn = because.facts?.['opensOn']
  return (
    <>
      <InlineAlert status="warning" labelText={because.title[language]} mb="m">
        {because.advice?.[language]}
        {typeof opensOn === 'string' ? ` ${t('opensOn', { day: day(opensOn) })}` : null}
      </InlineAlert>
      <PageLink to="points?service=registering">{t('findPoint')}</PageLink>
    </>
  )
}

/** What was decided, what happens next and when, and how to have it corrected. */
function Granted({ renewal }: { renewal: RenewalView }) {
  const t = useTexts('renewal')
  const cases = useTexts('cases')
  const { day } = useDates()
  const { point, validTo, delivery, letterTo } = renewal
  const where = (to: 'home' | 'registration-point') =>
    to === 'home' ? t('toHome') : t('toPoint', { point: point.name })
  return (
    <>
      <PageTitle takesFocus>{t('headingDone')}</PageTitle>
      <Panel as="div">
        <Paragraph>{t('doneHelp')}</Paragraph>
        <Facts
          facts={[
            [t('validTo'), day(validTo)],
            [t('delivery'), where(delivery)],
            [t('letter'), t('letterAfter', { where: where(letterTo) })],
            [
              t('oldCard'),
              renewal.ground === 'lost' || renewal.ground === 'stolen'
                ? undefined
                : t('oldCardWorks'),
            ],
          ]}
        />
        <Actions>
          <DecisionButton orderId={renewal.orderId} />
          <PageLink to={`own/cases/new?order=${renewal.orderId}`}>
            {cases('requestCorrection')}
          </PageLink>
        </Actions>
        <Paragraph mt="m">{t('closeBrowser')}</Paragraph>
      </Panel>
      <BackToCards />
    </>
  )
}
