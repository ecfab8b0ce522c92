import type { SessionView } from '@sotevarmenne/api/authentication'
import { viewStock } from '@sotevarmenne/api/stock'
import type { OfficePointView } from '@sotevarmenne/api/points'
import { useLocation, useOutletContext, useParams } from 'react-router'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, Unreachable, WithoutResponse } from '../layout/responses.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { operationTexts } from '../operations/texts.ts'
import { usePointTexts } from './point-facts.ts'
import { PointHistory } from './point-history.tsx'
import { PointPrices } from './point-prices.tsx'
import { PointRegistrars } from './point-registrars.tsx'
import { useOfficePoint } from './use-office-point.ts'

/** One registration point with all that the office knows of it, and the office's operations on it. */
export function OfficePointPage() {
  const t = useTexts(officeTexts)
  const session = useOutletContext<SessionView>()
  const { pointId = '' } = useParams()
  const { state } = useLocation() as { state: { isSaved?: boolean } | null }
  const query = useOfficePoint(pointId)
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('heading')}
        back={<PageLink to="operations/points">{t('back')}</PageLink>}
      />
    )
  const { point, prices, registrars, versions } = query.data.value
  const isCaseOfficer = mayDo(session, 'registration.enterPoint')
  const changed = async (): Promise<void> => {
    await query.refetch()
  }
  return (
    <>
      <PageTitle>{point.name}</PageTitle>
      {state?.isSaved === true ? <Done title={t('saved')} help={t('savedHelp')} /> : null}
      <Staffing point={point} />
      <PointFactsPanel point={point} isCaseOfficer={isCaseOfficer} />
      <PointPrices
        point={point}
        prices={prices}
        mayPropose={mayDo(session, 'pointPrices.propose')}
      />
      <PointRegistrars
        pointId={pointId}
        registrars={registrars}
        isCaseOfficer={isCaseOfficer}
        onChanged={changed}
      />
      <Stock pointId={pointId} />
      <PointHistory versions={versions} />
      <Actions>
        <PageLink to="operations/points">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

/** A point must have two registrars (R105): with fewer it stays open, and the office is notified. */
function Staffing({ point: { staffing } }: { point: OfficePointView }) {
  const t = useTexts(officeTexts)
  const { dayOf } = useDates()
  const { registrars, required, isEnough, tooFewFrom } = staffing
  if (!isEnough)
    return (
      <InlineAlert status="warning" labelText={t('tooFew')} mb="m">
        {t('tooFewHelp', { registrars, required })}
      </InlineAlert>
    )
  if (tooFewFrom === undefined) return null
  return (
    <InlineAlert status="warning" mb="m">
      {t('tooFewFrom', { day: dayOf(tooFewFrom) })}
    </InlineAlert>
  )
}

function PointFactsPanel({
  point,
  isCaseOfficer,
}: {
  point: OfficePointView
  isCaseOfficer: boolean
}) {
  const t = useTexts(officeTexts)
  const href = useHref()
  const textsOf = usePointTexts()
  return (
    <Panel aria-labelledby="facts">
      <Heading variant="h2" id="facts" mb="s">
        {t('facts')}
      </Heading>
      {point.details === undefined ? (
        <InlineAlert status="warning" mb="s">
          {t('incomplete')}
        </InlineAlert>
      ) : null}
      <Facts
        facts={textsOf(point).map(([name, text]) => [
          name,
          text.split('\n').map((line) => <div key={line}>{line}</div>),
        ])}
      />
      <Actions>
        {isCaseOfficer ? (
          <MainLink to={href(`operations/points/${point.pointId}/change`)}>{t('change')}</MainLink>
        ) : null}
        {point.details === undefined ? null : (
          <PageLink to={`points/${point.pointId}`}>{t('preview')}</PageLink>
        )}
      </Actions>
    </Panel>
  )
}

/** The blank cards stored there, for spare cards. */
function Stock({ pointId }: { pointId: string }) {
  const t = useTexts(officeTexts)
  const operations = useTexts(operationTexts)
  const { data, isLoadingError, refetch } = useApiQuery(['stock'], viewStock, {})
  const here =
    data?.ok === true ? data.value.places.find(({ place }) => place === pointId) : undefined
  return (
    <Panel aria-labelledby="point-stock">
      <Heading variant="h2" id="point-stock" mb="s">
        {t('stock')}
      </Heading>
      {isLoadingError ? <Unreachable onRetry={() => void refetch()} /> : null}
      {data?.ok === true && here === undefined ? <Paragraph>{t('noStock')}</Paragraph> : null}
      {here === undefined ? null : (
        <Rows>
          <Row
            link={<strong>{t('stock')}</strong>}
            facts={operations('stockFacts', {
              inStock: here.inStock,
              used: here.used,
              rejected: here.rejected,
              missing: here.missing,
            })}
            state={
              <Chip $tone={here.isLow ? 'bad' : 'good'}>
                {operations(here.isLow ? 'stockLow' : 'stockEnough')}
              </Chip>
            }
          />
        </Rows>
      )}
      <Actions>
        <PageLink to="operations/production">{t('toStock')}</PageLink>
      </Actions>
    </Panel>
  )
}
