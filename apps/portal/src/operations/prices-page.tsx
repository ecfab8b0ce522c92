import { zodResolver } from '@hookform/resolvers/zod'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { pricedProduct } from '@sotevarmenne/api/fees'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
  vatClass,
  viewPrices,
  type PriceChangeView,
} from '@sotevarmenne/api/prices'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useOutletContext } from 'react-router'
import {
  Button,
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  Paragraph,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { readEuros, readPercent } from '../forms/euros-text.ts'
import { DayField } from '../forms/day-field.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { priceTexts } from './price-texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { DecideProposal, type ProposalDone } from './decide-proposal.tsx'

type Changed = (what: ProposalDone) => Promise<void>
type Standing = Exclude<PriceChangeView['standing'], 'proposed'>
type Prices = Extract<PriceChangeView, { kind: 'prices' }>

/**
 * Prices and tax of the products, from which day on: one case officer proposes a change, another approves it.
 */
export function PricesPage() {
  const t = useTexts(priceTexts)
  const session = useOutletContext<SessionView>()
  const [done, setDone] = useState<ProposalDone>()
  const query = useApiQuery(['prices'], viewPrices, {})
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />

  async function changed(what: ProposalDone): Promise<void> {
    await query.refetch()
    setDone(what)
  }

  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('lead')}</Paragraph>
      {done === undefined ? null : (
        <Done key={done} title={t(`done.${done}`)} help={t(`doneHelp.${done}`)} />
      )}
      <Loaded query={query}>
        {({ changes }) => (
          <Changes
            changes={changes}
            isCaseOfficer={mayDo(session, 'products.proposePrices')}
            onChanged={changed}
          />
        )}
      </Loaded>
    </>
  )
}

function Changes({
  changes,
  isCaseOfficer,
  onChanged,
}: {
  changes: readonly PriceChangeView[]
  isCaseOfficer: boolean
  onChanged: Changed
}) {
  const t = useTexts(priceTexts)
  const waiting = changes.filter(({ standing }) => standing === 'proposed')
  const now = changes
    .filter((change) => change.kind === 'prices')
    .find(({ standing }) => standing === 'now')
  return (
    <>
      <Panel aria-labelledby="waiting">
        <Heading variant="h2" id="waiting" mb="s">
          {t('waiting')}
        </Heading>
        {waiting.length === 0 ? (
          <Paragraph>{t('noneWaiting')}</Paragraph>
        ) : (
          <Rows>
            {waiting.map((change) => (
              <ChangeRow
                key={change.changeId}
                change={change}
                state={isCaseOfficer ? <Decide change={change} onChanged={onChanged} /> : null}
              />
            ))}
          </Rows>
        )}
      </Panel>
      {(['prices', 'vat-rate'] as const).map((kind) => (
        <Panel key={kind} aria-labelledby={kind}>
          <Heading variant="h2" id={kind} mb="s">
            {t(kind === 'prices' ? 'list' : 'rates')}
          </Heading>
          <Rows>
            {changes
              .filter((change) => change.kind === kind)
              .map((change) =>
                change.standing === 'proposed' ? null : (
                  <ChangeRow
                    key={change.changeId}
                    change={change}
                    state={
                      <Chip $tone={tones[change.standing]}>{t(`state.${change.standing}`)}</Chip>
                    }
                  />
                ),
              )}
          </Rows>
          {!isCaseOfficer ? null : kind === 'vat-rate' ? (
            <ProposeRate onChanged={onChanged} />
          ) : (
            <ProposePrices {...(now && { now })} onChanged={onChanged} />
          )}
        </Panel>
      ))}
    </>
  )
}

const tones = {
  now: 'good',
  coming: 'waiting',
  past: 'neutral',
  replaced: 'neutral',
  rejected: 'neutral',
} as const satisfies Record<Standing, string>

function ChangeRow({ change, state }: { change: PriceChangeView; state: React.ReactNode }) {
  const t = useTexts(priceTexts)
  const fees = useTexts(feeTexts)
  const { time } = useDates()
  const money = useMoney()
  const title = useTitle()
  const { proposed, decided } = change
  return (
    <Row
      link={<strong>{title(change)}</strong>}
      facts={[
        ...(change.kind === 'prices'
          ? [
              ...pricedProduct.options.map(
                (product) => `${fees(`product.${product}`)} ${money(change.cents[product])}`,
              ),
              t(`vat.${change.vat}`),
            ]
          : []),
        proposed ? t('proposedBy', { name: proposed.name, time: time(proposed.at) }) : t('shipped'),
        ...(decided
          ? [
              t(change.standing === 'rejected' ? 'rejectedBy' : 'approvedBy', {
                ...{ name: decided.name, time: time(decided.at) },
              }),
            ]
          : []),
      ].join(' · ')}
      state={state}
    />
  )
}

function useTitle(): (change: PriceChangeView) => string {
  const t = useTexts(priceTexts)
  const { day } = useDates()
  const percent = usePercent()
  return (change) =>
    change.kind === 'prices'
      ? t('listFrom', { day: day(change.beginsOn) })
      : t('rateFrom', { day: day(change.beginsOn), percent: percent(change.permille) })
}

function Decide({ change, onChanged }: { change: PriceChangeView; onChanged: Changed }) {
  const t = useTexts(priceTexts)
  const title = useTitle()
  const { may, isLate, changeId } = change
  return (
    <>
      {isLate ? <Paragraph>{t('tooLate')}</Paragraph> : null}
      <DecideProposal
        t={t}
        title={title(change)}
        may={may}
        decide={(decision) => callApi(decidePriceChange, { changeId, decision })}
        onDecided={onChanged}
      />
    </>
  )
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
  const fees = useTexts(feeTexts)
  const { run, shown } = useAction()
  const typed = (cents: number | undefined): string =>
    cents === undefined ? '' : (cents / 100).toFixed(2).replace('.', ',')
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

  const propose = (read: z.output<typeof typedPrices>): Promise<void> =>
    run(
      () => callApi(proposePrices, read),
      async () => {
        form.reset()
        await onChanged('proposed')
      },
    )

  return (
    <Expander id="propose-prices" mt="m">
      <ExpanderTitleButton asHeading="h3">{t('proposePrices')}</ExpanderTitleButton>
      <ExpanderContent>
        <Paragraph mb="s">{t('proposePricesHelp')}</Paragraph>
        <Form form={form} onSubmit={propose}>
          <DayField name="beginsOn" label={t('firstDay')} />
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
          {shown}
          <Button type="submit">{t('propose')}</Button>
        </Form>
      </ExpanderContent>
    </Expander>
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
  const { run, shown } = useAction()
  const form = useForm<z.input<typeof typedRate>, unknown, z.output<typeof typedRate>>({
    resolver: zodResolver(typedRate),
    defaultValues: { rateFrom: '', percent: '' },
    shouldFocusError: false,
  })

  const propose = ({ rateFrom, percent }: z.output<typeof typedRate>): Promise<void> =>
    run(
      () => callApi(proposeVatRate, { beginsOn: rateFrom, permille: percent }),
      async () => {
        form.reset()
        await onChanged('proposed')
      },
    )

  return (
    <Expander id="propose-rate" mt="m">
      <ExpanderTitleButton asHeading="h3">{t('proposeRate')}</ExpanderTitleButton>
      <ExpanderContent>
        <Form form={form} onSubmit={propose}>
          <SideBySide style={{ alignItems: 'start' }}>
            <DayField name="rateFrom" label={t('firstDay')} />
            <TextField name="percent" label={t('percent')} />
          </SideBySide>
          {shown}
          <Button type="submit">{t('propose')}</Button>
        </Form>
      </ExpanderContent>
    </Expander>
  )
}
