import { zodResolver } from '@hookform/resolvers/zod'
import {
  pointService,
  setPrice,
  type OfficePointView,
  type PointPriceView,
} from '@sotevarmenne/api/points'
import { useState } from 'react'
import { useFieldArray, useForm, useWatch } from 'react-hook-form'
import {
  Button,
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  Paragraph,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { readEuros, readPercent } from '../forms/euros-text.ts'
import { DayField } from '../forms/day-field.tsx'
import { ConfirmField, SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { todayInFinland, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { typedDay, typedDayOrNone } from './point-form.ts'
import { usePointServices } from '../points/point-services.ts'

type Changed = () => Promise<void>

/** The point's price for each service: now, from a future day, and earlier. */
export function PointPrices({
  point,
  prices,
  isCaseOfficer,
  onChanged,
}: {
  point: OfficePointView
  prices: readonly PointPriceView[]
  isCaseOfficer: boolean
  onChanged: Changed
}) {
  const t = useTexts(officeTexts)
  const { nameOf, offered } = usePointServices()
  const services = [
    ...new Set([...(point.details?.services ?? offered), ...prices.map(({ service }) => service)]),
  ]
  return (
    <Panel aria-labelledby="prices">
      <Heading variant="h2" id="prices" mb="xs">
        {t('prices')}
      </Heading>
      <Paragraph mb="s">{t('pricesHelp')}</Paragraph>
      {services.map((service) => (
        <section key={service} aria-labelledby={`price-${service}`}>
          <Heading variant="h3" id={`price-${service}`} mt="s" mb="xs">
            {nameOf(service)}
          </Heading>
          <PricesOfService prices={prices.filter((price) => price.service === service)} />
        </section>
      ))}
      {isCaseOfficer ? <SetPrice pointId={point.pointId} onChanged={onChanged} /> : null}
    </Panel>
  )
}

function PricesOfService({ prices }: { prices: readonly PointPriceView[] }) {
  const t = useTexts(officeTexts)
  const { day } = useDates()
  const money = useMoney()
  const percent = usePercent()
  const today = todayInFinland()
  const isNow = ({ validFrom, validTo }: PointPriceView): boolean =>
    validFrom <= today && (validTo === undefined || today <= validTo)
  return (
    <>
      {prices.some(isNow) ? null : <Paragraph mb="s">{t('noPrice')}</Paragraph>}
      {prices.length === 0 ? null : (
        <Rows>
          {prices.map((price) => (
            <Row
              key={price.priceId}
              link={
                <strong>
                  {`${money(price.grossCents)} · ${
                    price.validTo === undefined
                      ? t('from', { day: day(price.validFrom) })
                      : `${day(price.validFrom)}–${day(price.validTo)}`
                  }`}
                </strong>
              }
              facts={[
                t('priceFacts', {
                  net: money(price.netCents),
                  cost: money(costOf(price)),
                  vat: percent(price.vatPermille),
                }),
                ...(price.isFreeForOwnStaff ? [t('freeForOwn')] : []),
                `${t('costOf')}: ${price.costSheet
                  .map(({ what, cents }) => `${what} ${money(cents)}`)
                  .join(', ')}`,
              ].join(' · ')}
              state={
                isNow(price) ? (
                  <Chip $tone="good">{t('priceNow')}</Chip>
                ) : price.validFrom > today ? (
                  <Chip $tone="waiting">{t('priceComing')}</Chip>
                ) : (
                  <Chip $tone="neutral">{t('pricePast')}</Chip>
                )
              }
            />
          ))}
        </Rows>
      )}
    </>
  )
}

const costOf = ({ costSheet }: Pick<PointPriceView, 'costSheet'>): number =>
  costSheet.reduce((sum, { cents }) => sum + cents, 0)

const euros = z
  .string()
  .refine((typed) => readEuros(typed) !== undefined, { error: errorText('euros') })
  .transform((typed) => readEuros(typed) ?? 0)

const typedPrice = z
  .object({
    service: pointService,
    net: euros,
    vat: z
      .string()
      .refine((typed) => readPercent(typed) !== undefined, { error: errorText('percent') })
      .transform((typed) => readPercent(typed) ?? 0),
    costSheet: z.array(
      z.object({
        what: z
          .string()
          .trim()
          .min(1, { error: errorText('costWhat') })
          .max(120, { error: errorText('costWhat') }),
        cents: euros,
      }),
    ),
    isFreeForOwnStaff: z.boolean(),
    validFrom: typedDay,
    validTo: typedDayOrNone,
  })
  // The server applies the same rule (R136); here the error is shown beside the field.
  .refine(({ net, costSheet }) => net <= costOf({ costSheet }), {
    error: errorText('aboveCost'),
    path: ['net'],
  })

type TypedPrice = z.input<typeof typedPrice>
type ReadPrice = z.output<typeof typedPrice>

function SetPrice({ pointId, onChanged }: { pointId: string; onChanged: Changed }) {
  const t = useTexts(officeTexts)
  const [isSet, setIsSet] = useState(false)
  const { nameOf, coming } = usePointServices()
  const { run, isActing, shown } = useAction()
  const form = useForm<TypedPrice, unknown, ReadPrice>({
    resolver: zodResolver(typedPrice),
    defaultValues: {
      ...{ service: 'registering', net: '', vat: '25,5', isFreeForOwnStaff: true },
      ...{ costSheet: [{ what: '', cents: '' }], validFrom: '', validTo: '' },
    },
    shouldFocusError: false,
  })

  function set({ net, vat, validTo, ...read }: ReadPrice): Promise<void> {
    setIsSet(false)
    return run(
      () =>
        callApi(setPrice, {
          ...{ ...read, pointId, netCents: net, vatPermille: vat },
          ...(validTo === undefined ? {} : { validTo }),
        }),
      async () => {
        form.reset()
        await onChanged()
        setIsSet(true)
      },
    )
  }

  return (
    <>
      {isSet ? <Done title={t('priceSet')} help={t('priceSetHelp')} /> : null}
      <Expander id="set-price" mt="m">
        <ExpanderTitleButton asHeading="h3">{t('setPrice')}</ExpanderTitleButton>
        <ExpanderContent>
          <Paragraph mb="s">{t('setPriceHelp')}</Paragraph>
          <Form form={form} onSubmit={set}>
            <SelectField
              name="service"
              label={t('service')}
              choices={coming.map((value) => ({ value, label: nameOf(value) }))}
            />
            <CostSheet />
            <SideBySide style={{ alignItems: 'start' }}>
              <TextField name="net" label={t('net')} />
              <TextField name="vat" label={t('vat')} />
            </SideBySide>
            <Ceiling />
            <ConfirmField name="isFreeForOwnStaff" label={t('ownFree')} />
            <SideBySide style={{ marginTop: 20 }}>
              <DayField name="validFrom" label={t('validFrom')} />
              <DayField name="validTo" label={t('validTo')} hint={t('validToHint')} />
            </SideBySide>
            {shown}
            <SubmitButton isActing={isActing}>{t('setPrice')}</SubmitButton>
          </Form>
        </ExpanderContent>
      </Expander>
    </>
  )
}

function CostSheet() {
  const t = useTexts(officeTexts)
  const { fields, append, remove } = useFieldArray<TypedPrice, 'costSheet'>({ name: 'costSheet' })
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '0 0 20px' }}>
      <legend style={{ fontWeight: 600, padding: 0 }}>{t('costSheet')}</legend>
      <Paragraph mb="s">{t('costSheetHelp')}</Paragraph>
      {fields.map((field, index) => (
        <SideBySide key={field.id}>
          <TextField name={`costSheet.${String(index)}.what`} label={t('costWhat')} />
          <TextField name={`costSheet.${String(index)}.cents`} label={t('costAmount')} />
          {fields.length === 1 ? null : (
            <Button
              variant="secondary"
              mb="m"
              aria-label={t('removeOne', { what: String(index + 1) })}
              onClick={() => {
                remove(index)
              }}
            >
              {t('remove')}
            </Button>
          )}
        </SideBySide>
      ))}
      <Button
        variant="secondary"
        onClick={() => {
          append({ what: '', cents: '' })
        }}
      >
        {t('addLine')}
      </Button>
    </fieldset>
  )
}

/** The ceiling and the visitor's price, updated while typing. */
function Ceiling() {
  const t = useTexts(officeTexts)
  const money = useMoney()
  const { net, vat, costSheet } = useWatch<TypedPrice>()
  const cents = readEuros(net ?? '')
  const permille = readPercent(vat ?? '')
  const cost = (costSheet ?? []).reduce((sum, line) => sum + (readEuros(line.cents ?? '') ?? 0), 0)
  if (cents === undefined || permille === undefined) return null
  return (
    <Paragraph mb="s" aria-live="polite">
      {t('ceiling', {
        cost: money(cost),
        gross: money(cents + Math.round((cents * permille) / 1000)),
      })}
    </Paragraph>
  )
}
