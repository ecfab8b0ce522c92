import {
  confirmationMeans,
  confirmOrder,
  viewConfirmation,
  viewConfirmationScan,
  type ConfirmationMeans,
  type OrderView,
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
import { callApi, type ApiResult } from '../api/call-api.ts'
import { fromBase64 } from '../documents/base64.ts'
import { DocumentInput, documentOf, isTooLarge } from '../forms/document-input.tsx'
import { SignaturePad, type Strokes } from '../forms/signature-pad.tsx'
import { sayOutcome } from '../layout/outcome.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/**
 * The applicant confirms what is shown (R109): on the screen by hand or by name, or on paper that is stored.
 */
export function ConfirmOrder({
  order,
  onConfirmed,
}: {
  order: OrderView
  onConfirmed: (order: OrderView) => void
}) {
  const t = useTexts(deskTexts)
  const [means, setMeans] = useState<ConfirmationMeans>('drawn')
  const [strokes, setStrokes] = useState<Strokes>([])
  const [name, setName] = useState('')
  const [storedAt, setStoredAt] = useState('')
  const [scan, setScan] = useState<File>()
  const [isMissing, setIsMissing] = useState(false)
  const { run, isActing, shown } = useAction()

  const typed = { means, strokes, name, storedAt, scan }
  const missing = isMissing && !isWhole(typed)

  async function confirm(): Promise<void> {
    setIsMissing(true)
    if (!isWhole(typed)) return
    await run(
      async () => {
        const shownDigest = await digestOf(order.statement ?? '')
        return callApi(confirmOrder, {
          orderId: order.orderId,
          shownDigest,
          by: await confirmedBy(typed),
        })
      },
      (confirmed) => {
        onConfirmed(confirmed)
        const isOtherName = confirmed.confirmation?.isOtherName === true
        sayOutcome(t(isOtherName ? 'confirmedByOtherName' : 'confirmed'))
      },
    )
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
            id="confirm-stored-at"
            labelText={t('confirmStoredAt')}
            hintText={t('confirmStoredAtHint')}
            value={storedAt}
            onChange={(typed) => {
              setStoredAt(String(typed ?? ''))
            }}
            autoComplete="off"
            mt="s"
            {...(missing &&
              !isLongEnough(storedAt) && {
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
  order: OrderView
  withFile?: boolean
}) {
  const t = useTexts(deskTexts)
  const { time } = useDates()
  if (confirmation === undefined) return null
  const {
    means,
    confirmedAt,
    storedAt = '',
    name = '',
    isOtherName,
    digest,
    hasScan,
  } = confirmation
  return (
    <InlineAlert
      status={isOtherName ? 'warning' : 'neutral'}
      labelText={t(isOtherName ? 'confirmedByOtherName' : 'confirmed')}
      mt="m"
    >
      {t(`confirmedBy.${means}`, { time: time(confirmedAt), storedAt, name })}
      {isOtherName ? <Paragraph mt="xs">{t('otherNameHelp')}</Paragraph> : null}
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

/** Fetched only on request: each access is recorded. */
const ConfirmationFile = ({ orderId, label }: { orderId: string; label: string }) => (
  <FileToOpen label={label} fetchIt={() => callApi(viewConfirmation, { orderId })} />
)

const ConfirmationScan = ({ orderId, label }: { orderId: string; label: string }) => (
  <FileToOpen label={label} fetchIt={() => callApi(viewConfirmationScan, { orderId })} />
)

function FileToOpen({
  label,
  fetchIt,
}: {
  label: string
  fetchIt: () => Promise<ApiResult<{ mediaType: string; document: string }>>
}) {
  const { run, shown } = useAction()
  return (
    <>
      {shown}
      <Button
        variant="secondary"
        mt="s"
        mr="s"
        onClick={() =>
          void run(fetchIt, ({ mediaType, document }) => {
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
  storedAt: string
  scan: File | undefined
}

const isLongEnough = (text: string): boolean => text.trim().length >= 2
const isFile = (scan: File | undefined): scan is File => scan !== undefined && !isTooLarge(scan)

/** Whether everything that this way of confirming needs is there. */
function isWhole({ means, strokes, name, storedAt, scan }: TypedConfirmation): boolean {
  switch (means) {
    case 'drawn':
      return strokes.length > 0
    case 'typed':
      return isLongEnough(name)
    case 'paper':
      return isLongEnough(storedAt) && isFile(scan)
  }
}

async function confirmedBy({
  means,
  strokes,
  name,
  storedAt,
  scan,
}: TypedConfirmation): Promise<By> {
  switch (means) {
    case 'drawn':
      return { means, strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x, y])) }
    case 'typed':
      return { means, name }
    case 'paper':
      return { means, storedAt, scan: scan === undefined ? '' : await documentOf(scan) }
  }
}

/** Of the text that is shown: from base64 of UTF-8 to the digest in hex. */
async function digestOf(statement: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', fromBase64(statement))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
