import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { exportOwnCharges, sumOwnCharges } from '@sotevarmenne/api/fees'
import { requestOf } from '@sotevarmenne/api/request'
import { useState } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { SumsTable } from '../fees/sums-table.tsx'
import { Loaded } from '../layout/responses.tsx'
import { FileLink } from '../layout/links.tsx'
import { PeriodForm } from '../layout/period-form.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { todayInFinland } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { useMoney } from '../texts/money.ts'
import { useProductName } from '../fees/product-name.ts'

/** The cost of chosen days, by unit, cost centre and product, and every charge of them as a file. */
export function ChargeSums({ organisationId }: { organisationId: string }) {
  const t = useTexts(feeTexts)
  const language = usePageLanguage()
  const today = todayInFinland()
  const [requested, setRequested] = useState({ from: `${today.slice(0, 7)}-01`, to: today })
  const period = { organisationId, ...requested }
  const query = useApiQuery(['charge-sums', period], sumOwnCharges, period)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('sums')}
      </Heading>
      <PeriodForm period={requested} onChoose={setRequested} />
      <Loaded query={query}>
        {({ sums, netCents }) => (
          <Panel>
            <Sums sums={sums} netCents={netCents} />
            <Actions>
              <FileLink
                href={requestOf(exportOwnCharges, { ...period, language }).url}
                download={`${t('chargesFile')} ${requested.from}–${requested.to}.csv`}
              >
                {t('everyCharge')}
              </FileLink>
            </Actions>
          </Panel>
        )}
      </Loaded>
    </>
  )
}

function Sums({ sums, netCents }: ResponseOf<typeof sumOwnCharges>) {
  const t = useTexts(feeTexts)
  const productName = useProductName()
  const money = useMoney()
  if (sums.length === 0) return <Paragraph>{t('noSums')}</Paragraph>
  return (
    <>
      <SumsTable label={t('sums')}>
        <thead>
          <tr>
            <th scope="col">{t('unit')}</th>
            <th scope="col" className="text">
              {t('product')}
            </th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ unit, costCentre, product, count, ...sum }) => (
            <tr key={[unit?.oid, costCentre, product].join()}>
              <th scope="row">
                {unit?.name ?? t('wholeOrganisation')}
                {costCentre === undefined ? null : (
                  <div>{t('ofCostCentre', { name: costCentre })}</div>
                )}
              </th>
              <td className="text">{productName(product)}</td>
              <td>{count}</td>
              <td>{money(sum.netCents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('net')}
            </th>
            <td>{money(netCents)}</td>
          </tr>
        </tfoot>
      </SumsTable>
      <ByCostCentre sums={sums} />
    </>
  )
}

/** The same by cost centre alone; nothing where the organisation gave none. */
function ByCostCentre({ sums }: Pick<ResponseOf<typeof sumOwnCharges>, 'sums'>) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  if (sums.every(({ costCentre }) => costCentre === undefined)) return null
  const centres = [...Map.groupBy(sums, ({ costCentre }) => costCentre)]
  return (
    <>
      <Heading variant="h3" mt="m" mb="s">
        {t('sumsByCostCentre')}
      </Heading>
      <SumsTable label={t('sumsByCostCentre')}>
        <thead>
          <tr>
            <th scope="col">{t('costCentre')}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {centres.map(([costCentre, ofCentre]) => (
            <tr key={costCentre ?? ''}>
              <th scope="row">{costCentre ?? t('withoutCostCentre')}</th>
              <td>{ofCentre.reduce((all, { count }) => all + count, 0)}</td>
              <td>{money(ofCentre.reduce((all, { netCents }) => all + netCents, 0))}</td>
            </tr>
          ))}
        </tbody>
      </SumsTable>
    </>
  )
}
