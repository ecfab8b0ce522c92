import {
  confirmationMeans,
  confirmOrder,
  viewConfirmation,
  type ConfirmationMeans,
  type Order,
} from '@sotevarmenne/api/orders'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import {
  Button,
  Heading,
  InlineAlert,
  Paragraph,
  RadioButton,
  RadioButtonGroup,
  StatusText,
  TextInput,
} from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { SignaturePad, type Strokes } from '../forms/signature-pad.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** The applicant confirms what is shown (R109): on the screen by hand or by name, or on a paper that is kept. */
export function ConfirmOrder({
  order,
  onConfirmed,
}: {
  order: Order
  onConfirmed: (order: Order) => void
}) {
  const t = useTexts('desk')
  const [means, setMeans] = useState<ConfirmationMeans>('drawn')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [name, setName] = useState('')
  const [keptAt, setKeptAt] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const { act, isActing, shown } = useAct()

  const by = confirmedBy({ means, strokes, name, keptAt })
  const missing = isMissing && by === undefined

  async function confirm(): Promise<void> {
    setIsMissing(true)
    if (by === undefined) return
    await act(async () => {
      const shownDigest = await digestOf(order.statement ?? '')
      return ask(confirmOrder, { orderId: order.orderId, shownDigest, by })
    }, onConfirmed)
  }

  return (
    <section aria-labelledby="confirmation">
      <Heading variant="h3" id="confirmation" mt="m" mb="xs">
        {t('confirmHeading')}
      </Heading>
      <Paragraph mb="s">{t('confirmHelp')}</Paragraph>
      <RadioButtonGroup
        name="confirmation"
        labelText={t('confirmMeans')}
        value={means}
        onChange={(chosen) => {
          setMeans(confirmationMeans.parse(chosen))
          setIsMissing(false)
        }}
        mb="s"
      >
        {confirmationMeans.options.map((each) => (
          <RadioButton key={each} id={`confirm-${each}`} value={each}>
            {t(`confirm.${each}`)}
          </RadioButton>
        ))}
      </RadioButtonGroup>
      {means === 'drawn' ? (
        <>
          <SignaturePad label={t('confirmPad')} strokes={strokes} onChange={setStrokes} />
          {missing ? <StatusText status="error">{t('confirmMissing')}</StatusText> : null}
        </>
      ) : null}
      {means === 'typed' ? (
        <TextInput
          id="confirm-name"
          labelText={t('confirmName')}
          value={name}
          onChange={(typed) => {
            setName(String(typed ?? ''))
          }}
          autoComplete="off"
          {...(missing && { status: 'error' as const, statusText: t('confirmMissing') })}
        />
      ) : null}
      {means === 'paper' ? (
        <>
          <ConfirmationFile orderId={order.orderId} label={t('confirmPrint')} />
          <TextInput
            id="confirm-kept-at"
            labelText={t('confirmKeptAt')}
            hintText={t('confirmKeptAtHint')}
            value={keptAt}
            onChange={(typed) => {
              setKeptAt(String(typed ?? ''))
            }}
            autoComplete="off"
            mt="s"
            {...(missing && { status: 'error' as const, statusText: t('confirmMissing') })}
          />
        </>
      ) : null}
      {shown}
      <Actions>
        <Button id="confirm-order" aria-disabled={isActing} onClick={() => void confirm()}>
          {t('confirm')}
        </Button>
        {means === 'drawn' && strokes.length > 0 ? (
          <Button
            variant="secondary"
            onClick={() => {
              setStrokes([])
            }}
          >
            {t('confirmClear')}
          </Button>
        ) : null}
      </Actions>
    </section>
  )
}

/** That the applicant has confirmed, how and when. */
export function OrderConfirmation({
  order: { orderId, confirmation },
  withFile = false,
}: {
  order: Order
  withFile?: boolean
}) {
  const t = useTexts('desk')
  const { time } = useDates()
  if (confirmation === undefined) return null
  const { means, confirmedAt, keptAt = '', digest } = confirmation
  return (
    <InlineAlert status="neutral" labelText={t('confirmed')} mt="m">
      {t(`confirmedBy.${means}`, { time: time(confirmedAt), keptAt })}
      {withFile ? (
        <>
          <div style={{ overflowWrap: 'anywhere' }}>{`${t('confirmationDigest')}: ${digest}`}</div>
          <ConfirmationFile orderId={orderId} label={t('openConfirmation')} />
        </>
      ) : null}
    </InlineAlert>
  )
}

/** Fetched only when somebody asks for it: each look is recorded. */
function ConfirmationFile({ orderId, label }: { orderId: string; label: string }) {
  const { act, shown } = useAct()

  const open = (): Promise<void> =>
    act(
      () => ask(viewConfirmation, { orderId }),
      (found) => {
        saveAs('order-confirmation.pdf', fromBase64(found.document))
      },
    )

  return (
    <>
      {shown}
      <Button variant="secondary" mt="s" onClick={() => void open()}>
        {label}
      </Button>
    </>
  )
}

type By = InputOf<typeof confirmOrder>['by']

function confirmedBy({
  means,
  strokes,
  name,
  keptAt,
}: {
  means: ConfirmationMeans
  strokes: Strokes
  name: string
  keptAt: string
}): By | undefined {
  switch (means) {
    case 'drawn':
      return strokes.length === 0
        ? undefined
        : { means, strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x, y])) }
    case 'typed':
      return name.trim().length < 2 ? undefined : { means, name }
    case 'paper':
      return keptAt.trim().length < 2 ? undefined : { means, keptAt }
  }
}

/** Of the text that is shown: base64 of UTF-8, to the digest in hex. */
async function digestOf(statement: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', fromBase64(statement))
  return [...new Uint8Array(digest)].map((octet) => octet.toString(16).padStart(2, '0')).join('')
}
