import {
  confirmationMeans,
  confirmOrder,
  viewConfirmation,
  viewConfirmationScan,
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
import { ask, type Answer } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { DocumentInput, documentOf, isTooLarge } from '../forms/document-input.tsx'
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
  const [scan, setScan] = useState<File>()
  const [isMissing, setIsMissing] = useState(false)
  const { act, isActing, shown } = useAct()

  const typed = { means, strokes, name, keptAt, scan }
  const missing = isMissing && !isWhole(typed)

  async function confirm(): Promise<void> {
    setIsMissing(true)
    if (!isWhole(typed)) return
    await act(async () => {
      const shownDigest = await digestOf(order.statement ?? '')
      return ask(confirmOrder, {
        orderId: order.orderId,
        shownDigest,
        by: await confirmedBy(typed),
      })
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
          <div style={{ marginTop: 16 }}>
            <DocumentInput
              id="confirm-scan"
              label={t('confirmScan')}
              error={
                missing && !isFile(scan)
                  ? { status: 'error', statusText: t('confirmScanMissing') }
                  : {}
              }
              onChosen={setScan}
            />
          </div>
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
            {...(missing &&
              !isLongEnough(keptAt) && {
                status: 'error' as const,
                statusText: t('confirmMissing'),
              })}
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
  const { means, confirmedAt, keptAt = '', digest, hasScan } = confirmation
  return (
    <InlineAlert status="neutral" labelText={t('confirmed')} mt="m">
      {t(`confirmedBy.${means}`, { time: time(confirmedAt), keptAt })}
      {withFile ? (
        <>
          <div style={{ overflowWrap: 'anywhere' }}>{`${t('confirmationDigest')}: ${digest}`}</div>
          <ConfirmationFile orderId={orderId} label={t('openConfirmation')} />
          {hasScan ? <ConfirmationScan orderId={orderId} label={t('openScan')} /> : null}
        </>
      ) : null}
    </InlineAlert>
  )
}

/** Fetched only when somebody asks for it: each look is recorded. */
const ConfirmationFile = ({ orderId, label }: { orderId: string; label: string }) => (
  <FileToOpen label={label} fetchIt={() => ask(viewConfirmation, { orderId })} />
)

const ConfirmationScan = ({ orderId, label }: { orderId: string; label: string }) => (
  <FileToOpen label={label} fetchIt={() => ask(viewConfirmationScan, { orderId })} />
)

function FileToOpen({
  label,
  fetchIt,
}: {
  label: string
  fetchIt: () => Promise<Answer<{ mediaType: string; document: string }>>
}) {
  const { act, shown } = useAct()
  return (
    <>
      {shown}
      <Button
        variant="secondary"
        mt="s"
        mr="s"
        onClick={() =>
          void act(fetchIt, ({ mediaType, document }) => {
            saveAs(`order-confirmation.${endings[mediaType] ?? 'pdf'}`, fromBase64(document))
          })
        }
      >
        {label}
      </Button>
    </>
  )
}

const endings: { readonly [mediaType: string]: string } = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

type By = InputOf<typeof confirmOrder>['by']

type TypedConfirmation = {
  means: ConfirmationMeans
  strokes: Strokes
  name: string
  keptAt: string
  scan: File | undefined
}

const isLongEnough = (text: string): boolean => text.trim().length >= 2
const isFile = (scan: File | undefined): scan is File => scan !== undefined && !isTooLarge(scan)

/** Is there everything that this way of confirming needs? */
function isWhole({ means, strokes, name, keptAt, scan }: TypedConfirmation): boolean {
  switch (means) {
    case 'drawn':
      return strokes.length > 0
    case 'typed':
      return isLongEnough(name)
    case 'paper':
      return isLongEnough(keptAt) && isFile(scan)
  }
}

async function confirmedBy({ means, strokes, name, keptAt, scan }: TypedConfirmation): Promise<By> {
  switch (means) {
    case 'drawn':
      return { means, strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x, y])) }
    case 'typed':
      return { means, name }
    case 'paper':
      return { means, keptAt, scan: scan === undefined ? '' : await documentOf(scan) }
  }
}

/** Of the text that is shown: base64 of UTF-8, to the digest in hex. */
async function digestOf(statement: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', fromBase64(statement))
  return [...new Uint8Array(digest)].map((octet) => octet.toString(16).padStart(2, '0')).join('')
}
