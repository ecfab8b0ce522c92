import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import type { ExaminedRequestView, ServiceProduct } from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { Button, Paragraph, Textarea } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { toBase64 } from '../documents/base64.ts'
import { DocumentInput } from '../forms/document-input.tsx'
import { CopyableCommand } from '../layout/copyable.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { UnpackedRequest } from './unpacked-request.tsx'
import { AssessmentList } from './assessment-list.tsx'
import { CreateRequest } from './create-request.tsx'

/** The request by file or paste, shown unpacked with every check result before it can be sent. */
export function BringRequest<Brought>({
  product,
  names,
  onExamine,
  onBring,
  onBrought,
}: {
  product: ServiceProduct
  names: readonly string[]
  onExamine: (request: string) => Promise<ApiResult<ExaminedRequestView>>
  onBring: (request: string) => Promise<ApiResult<Brought>>
  onBrought: (brought: Brought) => void
}) {
  const t = useTexts(certificateTexts)
  const [request, setRequest] = useState('')
  const [examined, setExamined] = useState<ExaminedRequestView>()
  const { run, isActing, shown } = useAction()
  const isFine = examined?.assessments.every(({ because }) => because === undefined) === true

  const change = (text: string): void => {
    setRequest(text)
    setExamined(undefined)
  }
  async function choose(file: File | undefined): Promise<void> {
    if (file === undefined) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    // A file is either PEM or DER, which starts with a SEQUENCE.
    change(bytes[0] === 0x30 ? toBase64(bytes) : new TextDecoder().decode(bytes))
  }

  return (
    <>
      <Paragraph mb="s">{t('requestHelp')}</Paragraph>
      <Paragraph>{t('command')}</Paragraph>
      <CopyableCommand name={t('requestText')} text={commandFor(product, names)} />
      <CreateRequest product={product} names={names} onCreated={change} />
      <Textarea
        id="request-text"
        labelText={t('requestText')}
        value={request}
        onChange={(event) => {
          change(event.target.value)
        }}
        fullWidth
        spellCheck={false}
        autoComplete="off"
        mb="m"
      />
      <DocumentInput
        id="request-file"
        label={t('requestFile')}
        accept=""
        error={{}}
        onChosen={(file) => void choose(file)}
      />
      {shown}
      <Actions>
        <Button
          id="examine"
          variant={isFine ? 'secondary' : 'default'}
          disabled={isActing || request.trim() === ''}
          onClick={() => void run(() => onExamine(request), setExamined)}
        >
          {t('examine')}
        </Button>
      </Actions>
      <div aria-live="polite">
        {examined === undefined ? null : (
          <>
            {examined.unpacked === undefined ? null : (
              <UnpackedRequest unpacked={examined.unpacked} />
            )}
            <AssessmentList assessments={examined.assessments} />
          </>
        )}
      </div>
      {isFine ? (
        <Actions>
          <Button
            id="bring"
            disabled={isActing}
            onClick={() => void run(() => onBring(request), onBrought)}
          >
            {t('bring')}
          </Button>
        </Actions>
      ) : null}
    </>
  )
}

const inRequest = (name: string): string => `${looksLikeIpAddress(name) ? 'IP' : 'DNS'}:${name}`

/** The command for a P-256 key and a request for exactly these names. */
const commandFor = (product: ServiceProduct, names: readonly string[]): string => {
  const first = names.find((name) => !looksLikeIpAddress(name)) ?? names[0] ?? ''
  return [
    'openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \\',
    '  -keyout key.pem -out request.pem -utf8 \\',
    ...(product === 'server'
      ? [
          `  -subj "/CN=${first}" \\`,
          `  -addext "subjectAltName=${names.map(inRequest).join(',')}"`,
        ]
      : [`  -subj "/CN=${first.replaceAll('/', '\\/').replaceAll('"', '\\"')}"`]),
  ].join('\n')
}
