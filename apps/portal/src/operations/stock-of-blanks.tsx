import type { SessionView } from '@sotevarmenne/api/authentication'
import { moveBlanks, receiveBlanks, viewStock, type StockView } from '@sotevarmenne/api/stock'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { usePointChoices } from '../points/point-choices.ts'

/** The stock of blank cards by place; the office enters deliveries and moves. */
export function StockOfBlanks() {
  const t = useTexts(operationTexts)
  const session = useOutletContext<SessionView>()
  const { data, isLoadingError, refetch } = useApiQuery(['stock'], viewStock, {})
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined) return null
  if (!data.ok) return <ProblemShown problem={data.refusal} />
  return (
    <Panel aria-labelledby="stock">
      <Heading variant="h2" id="stock" mb="s">
        {t('stock')}
      </Heading>
      <Places stock={data.value} />
      <Batches stock={data.value} />
      <Rejected stock={data.value} />
      {mayDo(session, 'blanks.receiveBlanks') ? (
        <EnterDelivery onEntered={() => void refetch()} />
      ) : null}
    </Panel>
  )
}

function Places({ stock: { places } }: { stock: StockView }) {
  const t = useTexts(operationTexts)
  return (
    <>
      {places.length === 0 ? <Paragraph>{t('noBlanks')}</Paragraph> : null}
      <Rows>
        {places.map(({ place, name, inStock, inTransit, used, rejected, missing, isLow }) => (
          <Row
            key={place}
            link={<strong>{place === 'production' ? t('productionSite') : (name ?? place)}</strong>}
            facts={t('stockFacts', { inStock, inTransit, used, rejected, missing })}
            state={
              <Chip $tone={isLow ? 'bad' : 'good'}>{t(isLow ? 'stockLow' : 'stockEnough')}</Chip>
            }
          />
        ))}
      </Rows>
    </>
  )
}

function Batches({ stock: { batches } }: { stock: StockView }) {
  const t = useTexts(operationTexts)
  const { dayOf } = useDates()
  if (batches.length === 0) return null
  return (
    <>
      <Heading variant="h3" mt="m" mb="s">
        {t('deliveries')}
      </Heading>
      <Rows>
        {batches.map((batch) => (
          <Row
            key={batch.batchId}
            link={<strong>{batch.chipModel}</strong>}
            facts={[
              `${batch.firstSerial}–${batch.lastSerial}`,
              t('batchFacts', { inStock: batch.inStock, amount: batch.amount }),
              dayOf(batch.receivedAt),
            ].join(' · ')}
            state={null}
          />
        ))}
      </Rows>
    </>
  )
}

/** The blank cards taken out of use most recently, and why. */
function Rejected({ stock: { rejected, places } }: { stock: StockView }) {
  const t = useTexts(operationTexts)
  const { dayOf } = useDates()
  if (rejected.length === 0) return null
  const nameOf = (place: string): string =>
    place === 'production'
      ? t('productionSite')
      : (places.find((each) => each.place === place)?.name ?? place)
  return (
    <>
      <Heading variant="h3" mt="m" mb="s">
        {t('rejectedBlanks')}
      </Heading>
      <Rows>
        {rejected.map(({ chipSerial, place, because, at }) => (
          <Row
            key={chipSerial}
            link={<strong>{chipSerial}</strong>}
            facts={[
              ...(because === undefined ? [] : [t(`rejected.${because}`)]),
              nameOf(place),
              dayOf(at),
            ].join(' · ')}
            state={null}
          />
        ))}
      </Rows>
    </>
  )
}

const serial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-F]{20}$/, { error: errorText('chipSerial') })
const delivery = z
  .object({
    chipModel: z.string().trim(),
    firstSerial: serial,
    lastSerial: serial,
    place: z.string(),
  })
  // Blank cards that are moved are already in stock, with their model.
  .refine(({ place, chipModel }) => place !== '' || /^.{1,60}$/.test(chipModel), {
    error: errorText('chipModel'),
    path: ['chipModel'],
  })

/** A delivery to the production site; with a registration point, a move of blank cards that are in stock. */
function EnterDelivery({ onEntered }: { onEntered: () => void }) {
  const t = useTexts(operationTexts)
  const points = usePointChoices()
  const [entered, setEntered] = useState<number>()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof delivery>, unknown, z.output<typeof delivery>>({
    resolver: zodResolver(delivery),
    defaultValues: { chipModel: '', firstSerial: '', lastSerial: '', place: '' },
    shouldFocusError: false,
  })

  function enter({ place, chipModel, ...range }: z.output<typeof delivery>): Promise<void> {
    setEntered(undefined)
    return run<{ readonly received: number } | { readonly moved: number }>(
      () =>
        place === ''
          ? callApi(receiveBlanks, { chipModel, ...range })
          : callApi(moveBlanks, { ...range, place }),
      (response) => {
        setEntered('received' in response ? response.received : response.moved)
        form.reset()
        onEntered()
      },
    )
  }

  return (
    <FormProvider {...form}>
      <Heading variant="h3" mt="m" mb="s">
        {t('enterDelivery')}
      </Heading>
      {entered === undefined ? null : (
        <Done title={t('entered', { count: entered })} help={t('enteredHelp')} />
      )}
      {shown}
      <form noValidate onSubmit={(event) => void form.handleSubmit(enter)(event)}>
        <FormErrors />
        <SelectField
          name="place"
          label={t('where')}
          choices={[{ value: '', label: t('toProduction') }, ...points.choices]}
        />
        {points.isError ? <Unreachable onRetry={points.retry} /> : null}
        {form.watch('place') === '' ? <TextField name="chipModel" label={t('chipModel')} /> : null}
        <TextField name="firstSerial" label={t('firstSerial')} hint={t('serialHint')} />
        <TextField name="lastSerial" label={t('lastSerial')} hint={t('serialHint')} />
        <Actions>
          <SubmitButton isActing={isActing}>{t('enter')}</SubmitButton>
        </Actions>
      </form>
    </FormProvider>
  )
}
