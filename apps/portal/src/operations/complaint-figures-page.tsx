import { viewComplaintFigures } from '@sotevarmenne/api/complaints'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { BarChart } from '../layout/chart.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { PeriodForm } from '../layout/period-form.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { todayInFinland } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { useWholeNumber } from '../texts/numbers.ts'
import { complaintTexts } from '../desk/complaint-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import type { Language } from '../texts/text.ts'

type Figures = ResponseOf<typeof viewComplaintFigures>['batches']

/**
 * Complaints by delivery of blank cards within chosen days: which delivery is faulty, and which part of it.
 */
export function ComplaintFiguresPage() {
  const t = useTexts(complaintTexts)
  const language = usePageLanguage()
  const today = todayInFinland()
  const aYearAgo = `${String(Number(today.slice(0, 4)) - 1)}${today.slice(4, 8)}01`
  const [requested, setRequested] = useState({ from: aYearAgo, to: today })
  const query = useApiQuery(['complaint-figures', requested], viewComplaintFigures, requested)
  return (
    <>
      <PageTitle>{t('figures')}</PageTitle>
      <Paragraph mb="m">{t('figuresHelp')}</Paragraph>
      <PeriodForm period={requested} onChoose={setRequested} />
      {query.isLoadingError ? (
        <UnreachablePage onRetry={() => void query.refetch()} />
      ) : (
        <Loaded query={query}>
          {({ batches }) => (
            <Deliveries batches={batches} language={language} requested={requested} />
          )}
        </Loaded>
      )}
    </>
  )
}

function Deliveries({
  batches,
  language,
  requested,
}: {
  batches: Figures
  language: Language
  requested: { from: string; to: string }
}) {
  const t = useTexts(complaintTexts)
  const number = useWholeNumber()
  const share = (complaints: number, amount: number | undefined): string =>
    amount === undefined || amount === 0
      ? ''
      : new Intl.NumberFormat(language === 'en' ? 'en-GB' : `${language}-FI`, {
          style: 'percent',
          maximumFractionDigits: 2,
        }).format(complaints / amount)
  const nameOf = ({ batch }: Figures[number]): string =>
    batch === undefined
      ? t('unknownBatch')
      : `${batch.chipModel} ${batch.firstSerial}–${batch.lastSerial}`
  if (batches.length === 0) return <Paragraph>{t('noFigures')}</Paragraph>
  return (
    <>
      <Panel aria-label={t('figures')}>
        <Scrolled>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('batch')}</th>
                <th scope="col">{t('count')}</th>
                <th scope="col">{t('ofManufacture')}</th>
                <th scope="col">{t('delivered')}</th>
                <th scope="col">{t('share')}</th>
              </tr>
            </thead>
            <tbody>
              {batches.map((one) => (
                <tr key={one.batch?.batchId ?? 'unknown'}>
                  <th scope="row">{nameOf(one)}</th>
                  <td>{one.complaints}</td>
                  <td>{one.ofManufacture}</td>
                  <td>{one.batch?.amount ?? ''}</td>
                  <td>{share(one.complaints, one.batch?.amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
        <Actions>
          <Button
            variant="secondary"
            onClick={() => {
              saveAs(
                `complaints-${requested.from}-${requested.to}.csv`,
                [
                  [t('batch'), t('fault'), t('count')],
                  ...batches.flatMap((one) =>
                    one.byFault.map(({ fault, count }) => [
                      nameOf(one),
                      t(`fault.${fault}`),
                      String(count),
                    ]),
                  ),
                ]
                  .map(csvLine)
                  .join(''),
              )
            }}
          >
            {t('saveCsv')}
          </Button>
        </Actions>
      </Panel>
      {batches.map((one) => (
        <Panel key={one.batch?.batchId ?? 'unknown'} aria-label={nameOf(one)}>
          <Heading variant="h2" mb="s">
            {nameOf(one)}
          </Heading>
          <ul>
            {one.byFault.map(({ fault, count }) => (
              <li key={fault}>{`${t(`fault.${fault}`)}: ${number(count)}`}</li>
            ))}
          </ul>
          {one.byTenth === undefined ? null : (
            <BarChart
              title={t('tenths')}
              labels="each"
              bars={one.byTenth.map((count, tenth) => ({
                key: String(tenth),
                name: String(tenth + 1),
                value: count,
                shown: number(count),
              }))}
            />
          )}
        </Panel>
      ))}
    </>
  )
}

const Scrolled = styled.div`
  overflow-x: auto;
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 6px 24px 6px 0;
    text-align: left;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  thead th {
    font-weight: 600;
  }
  td {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`
