import { useRef, useState } from 'react'
import { Heading, InlineAlert, LoadingSpinner, Paragraph } from 'suomifi-ui-components'
import { ProblemShown, Unreachable } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { documentTexts } from './texts.ts'
import { checkDocument, type CheckRefusal, type SignatureFound } from './check-document.ts'
import { ChoosePdf, troubleOf, TroubleShown, type PdfFile } from './pdf-file.tsx'

type Step =
  | { readonly step: 'nothing' | 'checking' | 'too-large' | 'unreachable' }
  | { readonly step: 'refused'; readonly refusal: CheckRefusal }
  | { readonly step: 'found'; readonly signatures: readonly SignatureFound[] }

/** Checks a signed PDF for any user, in plain words. It never leaves the computer. */
export function CheckDocumentPage() {
  const t = useTexts(documentTexts)
  const [at, setAt] = useState<Step>({ step: 'nothing' })
  const file = useRef<PdfFile>(undefined)

  async function check(): Promise<void> {
    const requested = file.current
    if (requested === undefined) return
    setAt({ step: 'checking' })
    const found = await checkDocument(requested.bytes).then(
      (response): Step =>
        response.ok
          ? { step: 'found', signatures: response.value }
          : { step: 'refused', refusal: response.refusal },
      // The service did not respond: shown to the user, who may try again.
      (): Step => ({ step: 'unreachable' }),
    )
    // Another file may have been chosen in the meantime.
    if (file.current === requested) setAt(found)
  }

  return (
    <>
      <PageTitle>{t('checkHeading')}</PageTitle>
      <Paragraph>{t('checkLead')}</Paragraph>
      <Panel>
        <ChoosePdf
          onChosen={(chosen) => {
            file.current = chosen === 'too-large' ? undefined : chosen
            setAt({ step: chosen === 'too-large' ? 'too-large' : 'nothing' })
            void check()
          }}
        />
        <div aria-live="polite">
          <Outcome at={at} onRetry={() => void check()} />
        </div>
      </Panel>
      {at.step === 'found'
        ? at.signatures.map((signature, index) => (
            <SignatureShown key={index} signature={signature} number={index + 1} />
          ))
        : null}
    </>
  )
}

function Outcome({ at, onRetry }: { at: Step; onRetry: () => void }) {
  const t = useTexts(documentTexts)
  switch (at.step) {
    case 'nothing':
      return null
    case 'checking':
      return <LoadingSpinner status="loading" text={t('checking')} textAlign="right" mt="m" />
    case 'too-large':
      return <TroubleShown trouble="too-large" />
    case 'unreachable':
      return <Unreachable onRetry={onRetry} />
    case 'refused':
      return at.refusal.kind === 'problem' ? (
        <ProblemShown problem={at.refusal.problem} />
      ) : (
        <TroubleShown trouble={troubleOf(at.refusal.because)} />
      )
    case 'found':
      return <Assessment signatures={at.signatures} />
  }
}

function Assessment({ signatures }: { signatures: readonly SignatureFound[] }) {
  const t = useTexts(documentTexts)
  if (signatures.length === 0)
    return (
      <InlineAlert status="warning" labelText={t('none')} mt="m">
        {t('noneHelp')}
      </InlineAlert>
    )
  return signatures.every(isInOrder) ? (
    <InlineAlert status="neutral" labelText={t('allHold')} mt="m">
      {t('allHoldHelp')}
    </InlineAlert>
  ) : (
    <InlineAlert status="error" labelText={t('notAllHold')} mt="m">
      {t('notAllHoldHelp')}
    </InlineAlert>
  )
}

const isInOrder = ({ result, changesAfter }: SignatureFound): boolean =>
  result.state === 'holds' && result.status === 'good' && changesAfter !== 'something-else'

function SignatureShown({ signature, number }: { signature: SignatureFound; number: number }) {
  const t = useTexts(documentTexts)
  const { time } = useDates()
  const { kind, changesAfter, result } = signature
  const id = `signature-${String(number)}`
  return (
    <Panel as="article" aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="s">
        {t(kind === 'signature' ? 'signature' : 'timeStamp')} {number}
      </Heading>
      {result.state === 'does-not-hold' ? (
        <InlineAlert status="error" mb="s">
          {t(`because.${result.because}`)}
        </InlineAlert>
      ) : (
        <Facts
          facts={[
            [t(kind === 'signature' ? 'signer' : 'timeStampAuthority'), result.signer],
            [t('issuer'), result.issuer],
            [
              t('existedAt'),
              `${time(result.at)} (${t(result.isTimeStamped ? 'byTimeStamp' : 'byNow')})`,
            ],
            [t('certificate'), t(`status.${result.status}`)],
            [t('after'), t(`after.${changesAfter}`)],
          ]}
        />
      )}
    </Panel>
  )
}
