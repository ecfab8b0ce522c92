import { zodResolver } from '@hookform/resolvers/zod'
import {
  receiveOrderedBlanks,
  refuseBlankOrder,
  sendOrderedBlanks,
  viewBlankOrder,
  withdrawBlankOrder,
  type BlankOrderView,
} from '@sotevarmenne/api/blank-orders'
import { useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { addressLine } from '../forms/address-line.ts'
import { errorText } from '../forms/error-texts.ts'
import { LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useUnder } from '../identification/inquiries-page.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { focusTitleAfter, PageTitle } from '../layout/page-title.tsx'
import { SecondPersonRequired, WithoutResponse } from '../layout/responses.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { BlankOrderChip } from './blank-orders-page.tsx'
import { blankOrderTexts } from './texts.ts'

type Changing = {
  readonly order: BlankOrderView
  readonly onChanged: (changed: BlankOrderView) => void
}

/** One order of blank cards: the office sends or refuses it, its point withdraws it or receives the delivery. */
export function BlankOrderPage() {
  const t = useTexts(blankOrderTexts)
  const under = useUnder()
  const { orderId = '' } = useParams()
  const queryKey = ['blank-order', orderId]
  const query = useApiQuery(queryKey, viewBlankOrder, { orderId })
  const toList = <PageLink to={`${under}/blank-orders`}>{t('toList')}</PageLink>
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('one')} back={toList} />
  const order = query.data.value
  const changing: Changing = {
    order,
    onChanged: (changed) => {
      queryClient.setQueryData(queryKey, { ok: true, value: changed })
      void queryClient.invalidateQueries({ queryKey: ['blank-orders'] })
      void queryClient.invalidateQueries({ queryKey: ['stock'] })
      focusTitleAfter(t(`state.${changed.state}`))
    },
  }
  const may = (step: BlankOrderView['may'][number]) => order.may.includes(step)
  return (
    <>
      <PageTitle>{`${t('one')}: ${order.point.name}`}</PageTitle>
      <OrderFacts order={order} />
      {may('send') ? <SendBlanks {...changing} /> : null}
      {may('refuse') ? <RefuseOrder {...changing} /> : null}
      {under === 'operations' && order.state === 'ordered' && !may('send') ? (
        <SecondPersonRequired />
      ) : null}
      {may('receive') ? <ReceiveBlanks {...changing} /> : null}
      {may('withdraw') ? <WithdrawOrder {...changing} /> : null}
      <Actions>{toList}</Actions>
    </>
  )
}

function OrderFacts({ order }: { order: BlankOrderView }) {
  const t = useTexts(blankOrderTexts)
  const { time } = useDates()
  const { sent, received, address } = order
  return (
    <Panel aria-label={t('one')}>
      <Facts
        facts={[
          [t('state'), <BlankOrderChip key="state" order={order} />],
          [t('amount'), order.amount],
          [t('orderedTime'), time(order.orderedAt)],
          [t('waitingDays'), order.waitingDays],
          [t('address'), addressLine(address)],
          [t('note'), order.note],
          [t('because'), order.because],
          [
            t('sentSeries'),
            sent &&
              t('sentFacts', {
                ...{ first: sent.firstSerial, last: sent.lastSerial },
                ...{ count: sent.amount, at: time(sent.at) },
              }),
          ],
          [
            t('received'),
            received && t('receivedFacts', { count: received.amount, at: time(received.at) }),
          ],
          [t('missing'), received?.missing],
          [t('extra'), received?.extra],
        ]}
      />
    </Panel>
  )
}

const serial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-F]{20}$/, { error: errorText('chipSerial') })
const series = z.object({ firstSerial: serial, lastSerial: serial })

function SerialFields() {
  const t = useTexts(blankOrderTexts)
  return (
    <>
      <TextField name="firstSerial" label={t('firstSerial')} hint={t('serialHint')} />
      <TextField name="lastSerial" label={t('lastSerial')} hint={t('serialHint')} />
    </>
  )
}

function SendBlanks({ order: { orderId }, onChanged }: Changing) {
  const t = useTexts(blankOrderTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof series>, unknown, z.output<typeof series>>({
    resolver: zodResolver(series),
    defaultValues: { firstSerial: '', lastSerial: '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="send">
      <Heading variant="h2" id="send" mb="s">
        {t('sendHeading')}
      </Heading>
      <Paragraph mb="m">{t('sendHelp')}</Paragraph>
      <Form
        form={form}
        onSubmit={(range) =>
          run(() => callApi(sendOrderedBlanks, { orderId, ...range }), onChanged)
        }
      >
        <SerialFields />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}

const refusal = z.object({
  because: z
    .string()
    .trim()
    .min(1, { error: errorText('input') })
    .max(1000, { error: errorText('input') }),
})

function RefuseOrder({ order: { orderId }, onChanged }: Changing) {
  const t = useTexts(blankOrderTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof refusal>>({
    resolver: zodResolver(refusal),
    defaultValues: { because: '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="refuse">
      <Heading variant="h2" id="refuse" mb="s">
        {t('refuseHeading')}
      </Heading>
      <Form
        form={form}
        onSubmit={({ because }) =>
          run(() => callApi(refuseBlankOrder, { orderId, because }), onChanged)
        }
      >
        <LongTextField name="because" label={t('refuseReason')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('refuse')}</SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}

const delivery = series.extend({
  absent: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((one) => one !== ''))
    .pipe(z.array(serial)),
})

function ReceiveBlanks({ order: { orderId, sent }, onChanged }: Changing) {
  const t = useTexts(blankOrderTexts)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const form = useForm<z.input<typeof delivery>, unknown, z.output<typeof delivery>>({
    resolver: zodResolver(delivery),
    defaultValues: {
      firstSerial: sent?.firstSerial ?? '',
      lastSerial: sent?.lastSerial ?? '',
      absent: '',
    },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="receive">
      <Heading variant="h2" id="receive" mb="s">
        {t('receiveHeading')}
      </Heading>
      <Paragraph mb="m">{t('receiveHelp')}</Paragraph>
      <Form
        form={form}
        onSubmit={({ absent, ...arrived }) =>
          run(() => callApi(receiveOrderedBlanks, { orderId, arrived, absent }), onChanged)
        }
      >
        <SerialFields />
        <LongTextField name="absent" label={t('absent')} hint={t('absentHint')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('receive')}</SubmitButton>
          <ConfirmButton
            label={t('nothingArrived')}
            title={t('nothingTitle')}
            text={t('nothingText')}
            onYes={() => runOnConfirm(() => callApi(receiveOrderedBlanks, { orderId }), onChanged)}
          />
        </Actions>
      </Form>
    </Panel>
  )
}

function WithdrawOrder({ order: { orderId }, onChanged }: Changing) {
  const t = useTexts(blankOrderTexts)
  const { runOnConfirm, shown } = useAction()
  return (
    <>
      {shown}
      <Actions>
        <ConfirmButton
          label={t('withdraw')}
          title={t('withdraw')}
          text={t('withdrawText')}
          onYes={() => runOnConfirm(() => callApi(withdrawBlankOrder, { orderId }), onChanged)}
        />
      </Actions>
    </>
  )
}
