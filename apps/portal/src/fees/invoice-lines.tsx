import type { InvoiceView } from '@sotevarmenne/api/fees'
import { Heading } from 'suomifi-ui-components'
import { Panel } from '../layout/surface.tsx'
import { locales } from '@sotevarmenne/kernel/show'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'
import { SumsTable } from './sums-table.tsx'
import { useProductName } from './product-name.ts'

/** The lines of an invoice with their sums, and value added tax by rate. */
export function InvoiceLines({ invoice: { lines, totals } }: { invoice: InvoiceView }) {
  const t = useTexts(feeTexts)
  const productName = useProductName()
  const language = usePageLanguage()
  const money = useMoney()
  const rate = useRate()
  return (
    <Panel aria-labelledby="lines">
      <Heading variant="h2" id="lines" mb="s">
        {t('lines')}
      </Heading>
      <SumsTable label={t('linesTable')}>
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('count')}</th>
            <th scope="col">{t('unitPrice')}</th>
            <th scope="col">{t('vat')}</th>
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(
            ({ product, unit, costCentre, invoiceReference, cardAgreementId, ...line }) => (
              <tr
                key={[
                  product,
                  unit?.oid,
                  costCentre,
                  invoiceReference,
                  cardAgreementId,
                  line.unitCents,
                  line.vatPermille,
                ].join()}
              >
                <th scope="row">
                  {line.name?.[language] ?? productName(product)}
                  {unit === undefined ? null : <div>{unit.name}</div>}
                  {costCentre === undefined ? null : (
                    <div>{t('ofCostCentre', { name: costCentre })}</div>
                  )}
                  {invoiceReference === undefined ? null : (
                    <div>{t('ofReference', { reference: invoiceReference })}</div>
                  )}
                </th>
                <td>{line.count}</td>
                <td>{money(line.unitCents)}</td>
                <td>{rate(line.vatPermille)}</td>
                <td>{money(line.netCents)}</td>
              </tr>
            ),
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t('net')}
            </th>
            <td>{money(totals.netCents)}</td>
          </tr>
          {totals.vat.map(({ permille, vatCents }) => (
            <tr key={permille}>
              <th scope="row" colSpan={4}>
                {t('vatOf', { rate: rate(permille) })}
              </th>
              <td>{money(vatCents)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={4}>
              <strong>{t('gross')}</strong>
            </th>
            <td>
              <strong>{money(totals.grossCents)}</strong>
            </td>
          </tr>
        </tfoot>
      </SumsTable>
    </Panel>
  )
}

function useRate(): (permille: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(locales[language], {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  return (permille) => format.format(permille / 1000)
}
