import type { AccountView } from '@sotevarmenne/api/accounts'
import { draftDocument, listDocuments } from '@sotevarmenne/api/agreements'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { DocumentState, useDocumentName } from '../agreements/document-shown.tsx'
import { AgreementFacts } from '../agreements/agreement-facts.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { accountTexts } from './account-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { BackToAccount, OfAccount } from './of-account.tsx'
import { useDrafted } from './use-drafted.ts'

/** The organisation's agreements and delegations, and the documents being signed about them. */
export const AgreementsPage = () => (
  <OfAccount>{(account) => <Shown account={account} />}</OfAccount>
)

function Shown({ account }: { account: AccountView }) {
  const t = useTexts(agreementTexts)
  const { organisationId } = account.organisation
  const href = useHref()
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Agreements account={account} />
      {account.actions.includes('authorise') ? (
        <Actions>
          <MainLink to={href(`organisation/${organisationId}/agreements/agreement`)}>
            {t('newCardAgreement')}
          </MainLink>
          <PageLink to={`organisation/${organisationId}/agreements/delegation`}>
            {t('newDelegation')}
          </PageLink>
        </Actions>
      ) : null}
      <Heading variant="h2" mt="l" mb="s">
        {t('documents')}
      </Heading>
      <Documents organisationId={organisationId} />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

function Agreements({ account: { organisation, actions } }: { account: AccountView }) {
  const t = useTexts(agreementTexts)
  const accounts = useTexts(accountTexts)
  const words = useTexts(wordTexts)
  const period = usePeriod()
  const language = usePageLanguage()
  const { run, isActing, shown } = useAction()
  const { organisationId, agreements } = organisation
  const { onEntered } = useDrafted(organisationId)
  if (agreements.length === 0) return <Paragraph>{accounts('noAgreements')}</Paragraph>
  return (
    <>
      {shown}
      <Rows>
        {agreements.map((agreement) => {
          const { agreementId, kind, state } = agreement
          const isOwn =
            agreement.giver === undefined || agreement.giver.organisationId === organisationId
          const other = isOwn ? agreement.delegate : agreement.giver
          const name = [accounts(`document.${kind}`), other?.name].filter(Boolean).join(': ')
          const named = { name, days: period(agreement.validFrom, agreement.validTo) }
          const isToBeChanged = isOwn && agreement.standing === 'in-force'
          return (
            <Row
              key={agreementId}
              link={<span id={agreementId}>{name}</span>}
              facts={
                <>
                  {[
                    named.days,
                    ...(agreement.giver === undefined
                      ? []
                      : [t('givenBy', { name: agreement.giver.name })]),
                    ...agreement.products.map((product) => words(`cardProduct.${product}`)),
                    ...(agreement.rejected?.because === undefined
                      ? []
                      : [t(`because.${agreement.rejected.because}`)]),
                  ].join(' · ')}
                  <details>
                    <summary aria-label={t('factsOf', named)}>{t('facts')}</summary>
                    <AgreementFacts agreement={agreement} among={agreements} />
                  </details>
                </>
              }
              state={
                <>
                  {state === 'rejected' ? (
                    <Chip $tone="neutral">{t('rejected')}</Chip>
                  ) : (
                    <Chip $tone={tones[agreement.standing]}>
                      {accounts(`standing.${agreement.standing}`)}
                    </Chip>
                  )}
                  {isToBeChanged && actions.includes('authorise') ? (
                    <PageLink
                      to={`organisation/${organisationId}/agreements/${kind}?replaces=${agreementId}`}
                      label={t('changeWhat', named)}
                    >
                      {t('change')}
                    </PageLink>
                  ) : null}
                  {state === 'approved' &&
                  agreement.standing !== 'ended' &&
                  actions.includes('authorise') ? (
                    <Button
                      variant="secondary"
                      disabled={isActing}
                      aria-label={t('endWhat', named)}
                      onClick={() =>
                        void run(
                          () =>
                            callApi(draftDocument, {
                              ...{ organisationId, language },
                              terms: { kind: 'end', ends: agreementId },
                            }),
                          onEntered,
                        )
                      }
                    >
                      {t('end')}
                    </Button>
                  ) : null}
                </>
              }
            />
          )
        })}
      </Rows>
    </>
  )
}

const tones = {
  'in-force': 'good',
  'not-approved': 'waiting',
  'not-begun': 'waiting',
  ended: 'neutral',
} as const

function Documents({ organisationId }: { organisationId: string }) {
  const t = useTexts(agreementTexts)
  const { dayOf } = useDates()
  const nameOf = useDocumentName(organisationId)
  const pages = usePages(['documents', organisationId], listDocuments, { organisationId })
  return (
    <RowList
      pages={pages}
      empty={t('noDocuments')}
      rowsOf={({ documents }) =>
        documents.map((document) => (
          <Row
            key={document.documentId}
            link={
              <PageLink to={`organisation/${organisationId}/agreements/${document.documentId}`}>
                {nameOf(document)}
              </PageLink>
            }
            facts={t('draftedOn', { day: dayOf(document.draftedAt) })}
            state={<DocumentState document={document} organisationId={organisationId} />}
          />
        ))
      }
    />
  )
}
