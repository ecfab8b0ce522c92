import { zodResolver } from '@hookform/resolvers/zod'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { proposePointPrice } from '@sotevarmenne/api/point-prices'
import { pointService, type PointPriceView, type PointService } from '@sotevarmenne/api/points'
import { useEffect } from 'react'
import { useFieldArray, useForm, useWatch } from 'react-hook-form'
import {
  Button,
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Paragraph,
} from 'suomifi-ui-components'
import { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { DayField } from '../forms/day-field.tsx'
import { errorText } from '../forms/error-texts.ts'
import { readEuros, readPercent, writeEuros, writePercent } from '../forms/euros-text.ts'
import { ConfirmField, SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { officeTexts } from '../office/texts.ts'
import { useMoney } from '../texts/money.ts'
import { useTexts } from '../texts/index.ts'
import { usePointServices } from './point-services.ts'
import { pointPriceTexts } from './price-texts.ts'
import { costOf } from './prices-of-services.tsx'

export type PricedPoint = {
  readonly pointId: string
  readonly name: string
  readonly services: readonly PointService[]
  /** By service, the newest first. */
  readonly prices: readonly PointPriceView[]
}

type Proposed = InputOf<typeof proposePointPrice>

const euros = z
  .string()
  .refine((typed) => readEuros(typed) !== undefined, { error: errorText('euros') })
  .transform((typed) => readEuros(typed) ?? 0)

const line = (max: number, error: Parameters<typeof errorText>[0]) =>
  z
    .string()
    .trim()
    .min(1, { error: errorText(error) })
    .max(max, { error: errorText(error) })

const typedPrice = z
  .object({
    pointId: z.string(),
    service: pointService,
    net: euros,
    vat: z
      .string()
      .refine((typed) => readPercent(typed) !== undefined, { error: errorText('percent') })
      .transform((typed) => readPercent(typed) ?? 0),
    costSheet: z.array(z.object({ what: line(120, 'costWhat'), cents: euros })),
    isFreeForOwnStaff: z.boolean(),
    validFrom: typedDay,
    validTo: typedDayOrNone,
    body: line(120, 'decisionBody'),
    decidedOn: typedDay,
    section: line(40, 'decisionSection'),
  })
  // The server applies the same rule (R136); here the error is shown beside the field.
  .refine(({ net, costSheet }) => net <= costOf({ costSheet }), {
    error: errorText('aboveCost'),
    path: ['net'],
  })

type TypedPrice = z.input<typeof typedPrice>
type ReadPrice = z.output<typeof typedPrice>

/** A folded form for a new price of one service, with its cost sheet and the decision behind it. */
export function ProposePrice({
  points,
  help,
  propose,
  onProposed,
}: {
  points: readonly [PricedPoint, ...PricedPoint[]]
  help: string
  propose: (proposed: Proposed) => Promise<ApiResult<unknown>>
  onProposed: () => Promise<void>
}) {
  const t = useTexts(pointPriceTexts)
  const { nameOf } = usePointServices()
  const { run, isActing, shown } = useAction()
  const [first] = points
  const form = useForm<TypedPrice, unknown, ReadPrice>({
    resolver: zodResolver(typedPrice),
    defaultValues: {
      ...{ pointId: first.pointId, service: first.services[0] ?? 'registering' },
      ...{ net: '', vat: '25,5', isFreeForOwnStaff: true, costSheet: [{ what: '', cents: '' }] },
      ...{ validFrom: '', validTo: '', body: '', decidedOn: '', section: '' },
    },
    shouldFocusError: false,
  })
  const { setValue } = form
  const [pointId, service] = form.watch(['pointId', 'service'])
  const point = points.find((one) => one.pointId === pointId) ?? first
  const latest = point.prices.find((price) => price.service === service)

  // Nobody types again what holds now: the fields begin with the newest price of the service.
  useEffect(() => {
    if (latest === undefined) return
    setValue('net', writeEuros(latest.netCents))
    setValue('vat', writePercent(latest.vatPermille))
    setValue('isFreeForOwnStaff', latest.isFreeForOwnStaff)
    setValue(
      'costSheet',
      latest.costSheet.map(({ what, cents }) => ({ what, cents: writeEuros(cents) })),
    )
  }, [latest, setValue])

  const send = ({ net, vat, validTo, body, decidedOn, section, ...read }: ReadPrice) =>
    run(
      () =>
        propose({
          ...{ ...read, netCents: net, vatPermille: vat },
          operatorDecision: { body, decidedOn, section },
          ...(validTo === undefined ? {} : { validTo }),
        }),
      async () => {
        form.reset()
        await onProposed()
      },
    )

  return (
    <Expander id="propose-price" mt="m">
      <ExpanderTitleButton asHeading="h3">{t('propose')}</ExpanderTitleButton>
      <ExpanderContent>
        <Paragraph mb="s">{help}</Paragraph>
        <Form form={form} onSubmit={send}>
          {points.length === 1 ? null : (
            <SelectField
              name="pointId"
              label={t('point')}
              choices={points.map((one) => ({ value: one.pointId, label: one.name }))}
            />
          )}
          <SelectField
            name="service"
            label={t('service')}
            choices={point.services.map((value) => ({
              value,
              label: nameOf(value),
            }))}
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
          <fieldset style={{ border: 0, padding: 0, margin: '0 0 20px' }}>
            <legend style={{ fontWeight: 600, padding: 0 }}>{t('decisionBehind')}</legend>
            <Paragraph mb="s">{t('decisionHelp')}</Paragraph>
            <TextField name="body" label={t('body')} hint={t('bodyHint')} />
            <SideBySide>
              <DayField name="decidedOn" label={t('decidedOn')} />
              <TextField name="section" label={t('section')} hint={t('sectionHint')} />
            </SideBySide>
          </fieldset>
          {shown}
          <SubmitButton isActing={isActing}>{t('propose')}</SubmitButton>
        </Form>
      </ExpanderContent>
    </Expander>
  )
}

function CostSheet() {
  const t = useTexts(pointPriceTexts)
  const office = useTexts(officeTexts)
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
              aria-label={office('removeOne', { what: String(index + 1) })}
              onClick={() => {
                remove(index)
              }}
            >
              {office('remove')}
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
  const t = useTexts(pointPriceTexts)
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
