import { zodResolver } from '@hookform/resolvers/zod'
import { pricedProduct } from '@sotevarmenne/api/fees'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
  vatClass,
  viewPrices,
  type PriceChangeView,
} from '@sotevarmenne/api/prices'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { readEuros, readPercent, writeEuros } from '../forms/euros-text.ts'
import { DayField } from '../forms/day-field.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { changeBefore } from './change-before.ts'
import { priceTexts } from './price-texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { DecidedChanges, type Changed, type ShownChange } from './dated-changes.tsx'
import { DatedChangesPage } from './dated-changes-page.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'
import { ProposeChange } from './propose-change.tsx'

type Prices = Extract<PriceChangeView, { kind: 'prices' }>

/**
 * Prices and tax of the products, from which day on: one case officer proposes a change, another approves it.
 */
export function PricesPage() {
  const t = useTexts(priceTexts)
  const query = useApiQuery(['prices'], viewPrices, {})
  const show = useShown(query.data?.ok === true ? query.data.value.changes : [])
  return (
    <DatedChangesPage
      heading={t('heading')}
      lead={t('lead')}
      approvedHelp={t('approvedHelp')}
      toPropose="products.proposePrices"
      {...{ query, show }}
    >
      {({ changes }, { isCaseOfficer, onChanged }) => {
        const now = changes
          .filter((change) => change.kind === 'prices')
          .find(({ standing }) => standing === 'now')
        return (['prices', 'vat-rate'] as const).map((kind) => (
          <Panel key={kind} aria-labelledby={kind}>
            <Heading variant="h2" id={kind} mb="s">
              {t(kind === 'prices' ? 'list' : 'rates')}
            </Heading>
            <DecidedChanges
              changes={changes.filter((change) => change.kind === kind)}
              show={show}
            />
            {!isCaseOfficer ? null : kind === 'vat-rate' ? (
              <ProposeRate onChanged={onChanged} />
            ) : (
              <ProposePrices key={now?.changeId} {...(now && { now })} onChanged={onChanged} />
            )}
          </Panel>
        ))
      }}
    </DatedChangesPage>
  )
}

/** A proposal with what it changes, old → new; an approved list with all its prices (R472). */
function useShown(changes: readonly PriceChangeView[]): (change: PriceChangeView) => ShownChange {
  const t = useTexts(priceTexts)
  const fees = useTexts(feeTexts)
  const { day } = useDates()
  const money = useMoney()
  const percent = usePercent()

  const allOf = ({ cents, vat }: Prices): readonly string[] => [
    ...pricedProduct.options.map(
      (product) => `${fees(`product.${product}`)} ${money(cents[product])}`,
    ),
    t(`vat.${vat}`),
  ]
  const changed = (before: Prices, { cents, vat }: Prices): readonly string[] => [
    ...pricedProduct.options
      .filter((product) => before.cents[product] !== cents[product])
      .map(
        (product) =>
          `${fees(`product.${product}`)} ${money(before.cents[product])} → ${money(cents[product])}`,
      ),
    ...(before.vat === vat ? [] : [`${t(`vat.${before.vat}`)} → ${t(`vat.${vat}`)}`]),
  ]
  const factsOf = (change: Prices, before: PriceChangeView | undefined): readonly string[] => {
    const isProposal = change.standing === 'proposed' || change.standing === 'rejected'
    if (!isProposal || before?.kind !== 'prices') return allOf(change)
    const found = changed(before, change)
    return found.length === 0 ? [t('same')] : found
  }
  const rateOf = (permille: number, before: PriceChangeView | undefined): string =>
    before?.kind !== 'vat-rate' || before.permille === permille
      ? percent(permille)
      : `${percent(before.permille)} → ${percent(permille)}`

  return (change) => {
    const before = changeBefore(changes, change)
    return {
      title:
        change.kind === 'prices'
          ? t('listFrom', { day: day(change.beginsOn) })
          : t('rateFrom', {
              day: day(change.beginsOn),
              percent: rateOf(change.permille, before),
            }),
      facts: change.kind === 'prices' ? factsOf(change, before) : [],
      decide: (decision) => callApi(decidePriceChange, { changeId: change.changeId, decision }),
    }
  }
}

const euros = z
  .string()
  .refine((typed) => (readEuros(typed) ?? 0) > 0, { error: errorText('euros') })
  .transform((typed) => readEuros(typed) ?? 0)

const typedPrices = z.object({
  beginsOn: typedDay,
  vat: vatClass,
  cents: z.record(pricedProduct, euros),
})

function ProposePrices({ now, onChanged }: { now?: Prices; onChanged: Changed }) {
  const t = useTexts(priceTexts)
  const common = useTexts(datedChangeTexts)
  const fees = useTexts(feeTexts)
  const typed = (cents: number | undefined): string =>
    cents === undefined ? '' : writeEuros(cents)
  const form = useForm<z.input<typeof typedPrices>, unknown, z.output<typeof typedPrices>>({
    resolver: zodResolver(typedPrices),
    defaultValues: {
      ...{ beginsOn: '', vat: now?.vat ?? 'outside' },
      cents: {
        'staff-card': typed(now?.cents['staff-card']),
        'actor-card': typed(now?.cents['actor-card']),
        'temporary-certificate': typed(now?.cents['temporary-certificate']),
        'test-card': typed(now?.cents['test-card']),
        'service-certificate': typed(now?.cents['service-certificate']),
      },
    },
    shouldFocusError: false,
  })

  return (
    <ProposeChange
      id="propose-prices"
      title={t('proposePrices')}
      propose={(read) => callApi(proposePrices, read)}
      {...{ form, onChanged }}
    >
      <Paragraph mb="s">{t('proposePricesHelp')}</Paragraph>
      <DayField name="beginsOn" label={common('firstDay')} />
      {pricedProduct.options.map((product) => (
        <TextField
          key={product}
          name={`cents.${product}`}
          label={`${fees(`product.${product}`)}, €`}
        />
      ))}
      <SelectField
        name="vat"
        label={t('vat')}
        choices={vatClass.options.map((value) => ({ value, label: t(`vat.${value}`) }))}
      />
    </ProposeChange>
  )
}

const typedRate = z.object({
  rateFrom: typedDay,
  percent: z
    .string()
    .refine((typed) => readPercent(typed) !== undefined, { error: errorText('percent') })
    .transform((typed) => readPercent(typed) ?? 0),
})

function ProposeRate({ onChanged }: { onChanged: Changed }) {
  const t = useTexts(priceTexts)
  const common = useTexts(datedChangeTexts)
  const form = useForm<z.input<typeof typedRate>, unknown, z.output<typeof typedRate>>({
    resolver: zodResolver(typedRate),
    defaultValues: { rateFrom: '', percent: '' },
    shouldFocusError: false,
  })

  return (
    <ProposeChange
      id="propose-rate"
      title={t('proposeRate')}
      propose={({ rateFrom, percent }) =>
        callApi(proposeVatRate, { beginsOn: rateFrom, permille: percent })
      }
      {...{ form, onChanged }}
    >
      <SideBySide style={{ alignItems: 'start' }}>
        <DayField name="rateFrom" label={common('firstDay')} />
        <TextField name="percent" label={t('percent')} />
      </SideBySide>
    </ProposeChange>
  )
}
