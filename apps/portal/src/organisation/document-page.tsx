import {
  prepareSignature,
  settleDocument,
  signDocument,
  viewDocument,
  viewDocumentPdf,
  type AgreementDocumentView,
} from '@sotevarmenne/api/agreements'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { DocumentFacts, DocumentState, useDocumentTitle } from '../agreements/document-shown.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** One document: its content as data and as a PDF, who signed it, and what the member may do with it now. */
export function DocumentPage() {
  const t = useTexts(agreementTexts)
  const { organisationId = '', documentId = '' } = useParams()
  const queryKey = ['document', organisationId, documentId]
  const query = useApiQuery(queryKey, viewDocument, { organisationId, documentId })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/agreements`}>{t('backToList')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={back} />
  const keep = (value: AgreementDocumentView): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['documents', organisationId] })
    void queryClient.invalidateQueries({ queryKey: ['account', organisationId] })
  }
  return (
    <>
      <Shown document={query.data.value} organisationId={organisationId} onChanged={keep} />
      {back}
    </>
  )
}

type Parts = {
  document: AgreementDocumentView
  organisationId: string
  onChanged: (document: AgreementDocumentView) => void
}

function Shown({ document, organisationId, onChanged }: Parts) {
  const t = useTexts(agreementTexts)
  const { time } = useDates()
  const title = useDocumentTitle()(document)
  const [isDone, setIsDone] = useState(false)
  const { state, terms, signatures } = document
  const isForUs = document.organisation.organisationId !== organisationId
  // An end needs no more once it is concluded; everything else then waits for the office.
  const next =
    state === 'concluded' && terms.kind === 'end'
      ? t('next.concluded.end')
      : isForUs && (state === 'signed' || state === 'declined')
        ? t(`next.${state}.forUs`)
        : t(`next.${state}`)
  const change = (changed: AgreementDocumentView): void => {
    setIsDone(true)
    onChanged(changed)
  }
  return (
    <>
      <PageTitle>{title}</PageTitle>
      {isDone ? <Done title={t(`done.${state}`)} help={next} /> : null}
      <Panel aria-label={title}>
        <Paragraph mb="s">
          <DocumentState document={document} organisationId={organisationId} />
        </Paragraph>
        {isDone ? null : <Paragraph mb="s">{next}</Paragraph>}
        <DocumentFacts document={document} />
        {signatures.length === 0 ? null : (
          <>
            <Heading variant="h2" mt="m" mb="xs">
              {t('signatures')}
            </Heading>
            <ul>
              {signatures.map(({ name, at }) => (
                <li key={at}>
                  {name}, {time(at)}
                </li>
              ))}
            </ul>
          </>
        )}
        <SavePdf document={document} organisationId={organisationId} />
        {document.may.includes('change') ? (
          <Actions>
            <PageLink
              to={`organisation/${organisationId}/agreements/${document.documentId}/change`}
            >
              {t('changeDraft')}
            </PageLink>
          </Actions>
        ) : null}
      </Panel>
      <Sign document={document} organisationId={organisationId} onChanged={change} />
      <Settle document={document} organisationId={organisationId} onChanged={change} />
    </>
  )
}

function SavePdf({ document, organisationId }: Omit<Parts, 'onChanged'>) {
  const t = useTexts(agreementTexts)
  const { dayOf } = useDates()
  const title = useDocumentTitle()(document)
  const { documentId, draftedAt } = document
  const { run, isActing, shown } = useAction()
  return (
    <>
      <Actions>
        <Button
          variant="secondary"
          disabled={isActing}
          onClick={() =>
            void run(
              () => callApi(viewDocumentPdf, { organisationId, documentId }),
              ({ pdf }) => {
                saveAs(`${title} ${dayOf(draftedAt)}.pdf`.replaceAll('/', '-'), fromBase64(pdf))
              },
            )
          }
        >
          {t('savePdf')}
        </Button>
      </Actions>
      {shown}
    </>
  )
}

/** The card signs the digest of the PDF, which the service creates and completes. */
function Sign({ document, organisationId, onChanged }: Parts) {
  const t = useTexts(agreementTexts)
  const { at, isTried, start, cancel } = useCardSignature()
  const { documentId, may, state } = document
  const isAcceptance = may.includes('accept')
  if (!isAcceptance && !may.includes('sign'))
    return state === 'drafted' && may.length > 0 ? (
      <Paragraph mt="m">{t('signatorySigns')}</Paragraph>
    ) : null

  async function sign(): Promise<void> {
    const signed = await start({
      keyUsage: 'nonrepudiation',
      signatureType: 'cms-pades',
      content: async (hash) => {
        const prepared = await callApi(prepareSignature, {
          ...{ organisationId, documentId, hash: hash === 'SHA384' ? 'sha384' : 'sha256' },
        })
        return prepared.ok ? ok(prepared.value.digest) : prepared
      },
      use: ({ signature }) =>
        callApi(signDocument, { organisationId, documentId, message: signature }),
    })
    if (signed !== undefined) onChanged(signed)
  }

  return (
    <Panel aria-labelledby="sign">
      <Heading variant="h2" id="sign" mb="s">
        {t(isAcceptance ? 'accept' : 'sign')}
      </Heading>
      <Paragraph mb="s">{t(isAcceptance ? 'acceptHelp' : 'signHelp')}</Paragraph>
      {at.step === 'idle' ? (
        <Actions>
          <Button id="sign-it" autoFocus={isTried} onClick={() => void sign()}>
            {t('signByCard')}
          </Button>
        </Actions>
      ) : null}
      <SigningSteps
        at={at}
        keyUsage="nonrepudiation"
        onRetry={() => void sign()}
        onCancel={cancel}
      />
    </Panel>
  )
}

function Settle({ document, organisationId, onChanged }: Parts) {
  const t = useTexts(agreementTexts)
  const { runOnConfirm, shown } = useAction()
  const { documentId, may } = document
  const outcome = may.includes('decline')
    ? 'declined'
    : may.includes('withdraw')
      ? 'withdrawn'
      : undefined
  if (outcome === undefined) return null
  return (
    <>
      <Actions>
        <ConfirmButton
          label={t(`settle.${outcome}`)}
          title={t(`settle.${outcome}`)}
          text={t(`settleHelp.${outcome}`)}
          onYes={() =>
            runOnConfirm(
              () => callApi(settleDocument, { organisationId, documentId, outcome }),
              onChanged,
            )
          }
        />
      </Actions>
      {shown}
    </>
  )
}
