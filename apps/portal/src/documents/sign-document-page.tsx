import { ok } from '@sotevarmenne/kernel/result'
import { useEffect, useState } from 'react'
import { Button, Paragraph } from 'suomifi-ui-components'
import { Done } from '../layout/responses.tsx'
import { FileLink, PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { documentTexts } from './texts.ts'
import { ChoosePdf, troubleOf, TroubleShown, type PdfFile, type PdfTrouble } from './pdf-file.tsx'
import {
  finishDocument,
  readyDocument,
  type ReadyDocument,
  type SignedDocument,
} from './sign-document.ts'

/** A holder signs a PDF with their card. It never leaves the computer. */
export function SignDocumentPage() {
  const t = useTexts(documentTexts)
  const [file, setFile] = useState<PdfFile>()
  const [trouble, setTrouble] = useState<PdfTrouble>()
  const [signed, setSigned] = useState<SignedDocument>()
  const { at, isTried, start, cancel } = useCardSignature()
  const label = t('fieldLabel')

  async function choose(chosen: PdfFile | 'too-large' | undefined): Promise<void> {
    cancel()
    setFile(undefined)
    setTrouble(chosen === 'too-large' ? 'too-large' : undefined)
    if (chosen === undefined || chosen === 'too-large') return
    const ready = await readyDocument(chosen.bytes, label, 'SHA256')
    if (ready.ok) setFile(chosen)
    else setTrouble(troubleOf(ready.refusal.kind))
  }

  async function sign({ bytes }: PdfFile): Promise<void> {
    let ready: ReadyDocument | undefined
    const done = await start({
      keyUsage: 'nonrepudiation',
      signatureType: 'cms-pades',
      content: async (hash) => {
        const created = await readyDocument(bytes, label, hash)
        if (!created.ok) throw new Error('the document could be read once but not again')
        ready = created.value
        return ok(ready.digest)
      },
      use: ({ signature }) => {
        if (ready === undefined) throw new Error('there was nothing to sign')
        return finishDocument(ready, signature)
      },
    })
    if (done !== undefined) setSigned(done)
  }

  return (
    <>
      <PageTitle>{t('signHeading')}</PageTitle>
      <Paragraph>{t('signLead')}</Paragraph>
      <Panel>
        {signed !== undefined && file !== undefined ? (
          <Signed
            document={signed}
            name={file.name}
            onAnother={() => {
              setSigned(undefined)
              setFile(undefined)
            }}
          />
        ) : (
          <>
            <ChoosePdf onChosen={(chosen) => void choose(chosen)} />
            {trouble === undefined ? null : <TroubleShown trouble={trouble} />}
            {file === undefined ? null : (
              <>
                <Paragraph mt="m">{t('readFirst')}</Paragraph>
                {at.step === 'idle' ? (
                  <Actions>
                    <Button autoFocus={isTried} onClick={() => void sign(file)}>
                      {t('sign')}
                    </Button>
                  </Actions>
                ) : null}
                <SigningSteps
                  at={at}
                  keyUsage="nonrepudiation"
                  onRetry={() => void sign(file)}
                  onCancel={cancel}
                />
              </>
            )}
          </>
        )}
      </Panel>
      <Paragraph mt="m">
        <PageLink to="check-document">{t('checkHeading')}</PageLink>
      </Paragraph>
    </>
  )
}

function Signed({
  document,
  name,
  onAnother,
}: {
  document: SignedDocument
  name: string
  onAnother: () => void
}) {
  const t = useTexts(documentTexts)
  const { time } = useDates()
  const address = useFileAddress(document.bytes)
  return (
    <>
      <Done title={t('signed')} help={t('signedHelp', { time: time(document.signedAt) })} />
      <Actions>
        <FileLink href={address} download={name.replace(/(\.pdf)?$/i, `-${t('signedName')}.pdf`)}>
          {t('save')}
        </FileLink>
        <Button variant="secondary" onClick={onAnother}>
          {t('another')}
        </Button>
      </Actions>
    </>
  )
}

/** An object URL of the bytes in this page, as long as they are shown. */
function useFileAddress(bytes: Uint8Array): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const created = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/pdf' }))
    setAddress(created)
    return () => {
      URL.revokeObjectURL(created)
    }
  }, [bytes])
  return address
}
