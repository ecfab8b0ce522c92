import type { Account } from '@sotevarmenne/api/accounts'
import { draftDocument, listDocuments } from '@sotevarmenne/api/papers'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { DocumentState, useDocumentName } from '../papers/document-shown.tsx'
import { PaperFacts } from '../papers/paper-facts.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { usePeriod } from '../texts/period.ts'
import { useTexts } from '../texts/index.ts'
import { BackToAccount, OfAccount } from './of-account.tsx'
import { useDrafted } from './use-drafted.ts'

/** The organisation's agreements and authorisations, and what is being signed about them. */
export const PapersPage = () => <OfAccount>{(account) => <Shown account={account} />}</OfAccount>

function Shown({ account }: { account: Account }) {
  const t = useTexts('papers')
  const { organisationId } = account.organisation
  const href = useHref()
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Papers account={account} />
      {account.acts.includes('authorise') ? (
        <Actions>
          <MainLink to={href(`organisation/${organisationId}/papers/agreement`)}>
            {t('newAgreement')}
          </MainLink>
          <PageLink to={`organisation/${organisationId}/papers/authorisation`}>
            {t('newAuthorisation')}
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

function Papers({ account: { organisation, acts } }: { account: Account }) {
  const t = useTexts('papers')
  const accounts = useTexts('accounts')
  const words = useTexts('words')
  const period = usePeriod()
  const language = usePageLanguage()
  const { act, isActing, shown } = useAct()
  const { organisationId, papers } = organisation
  const { onEntered } = useDrafted(organisationId)
  if (papers.length === 0) return <Paragraph>{accounts('noPapers')}</Paragraph>
  return (
    <>
      {shown}
      <Rows>
        {papers.map((paper) => {
          const { paperId, kind, state } = paper
          const isOwn = paper.giver === undefined || paper.giver.organisationId === organisationId
          const other = isOwn ? paper.authorised : paper.giver
          const name = [accounts(`paper.${kind}`), other?.name].filter(Boolean).join(': ')
          const named = { name, days: period(paper.validFrom, paper.validTo) }
          const isToBeChanged = isOwn && paper.standing === 'in-force'
          return (
            <Row
              key={paperId}
              link={<span id={paperId}>{name}</span>}
              facts={
                <>
                  {[
                    named.days,
                    ...(paper.giver === undefined
                      ? []
                      : [t('givenBy', { name: paper.giver.name })]),
                    ...paper.products.map((product) => words(`cardProduct.${product}`)),
                    ...(paper.rejected?.because === undefined
                      ? []
                      : [t(`because.${paper.rejected.because}`)]),
                  ].join(' · ')}
                  <details>
                    <summary aria-label={t('factsOf', named)}>{t('facts')}</summary>
                    <PaperFacts paper={paper} among={papers} />
                  </details>
                </>
              }
              state={
                <>
                  {state === 'rejected' ? (
                    <Chip $tone="neutral">{t('rejected')}</Chip>
                  ) : (
                    <Chip $tone={tones[paper.standing]}>
                      {accounts(`standing.${paper.standing}`)}
                    </Chip>
                  )}
                  {isToBeChanged && acts.includes('authorise') ? (
                    <PageLink
                      to={`organisation/${organisationId}/papers/${kind}?replaces=${paperId}`}
                      label={t('changeWhat', named)}
                    >
                      {t('change')}
                    </PageLink>
                  ) : null}
                  {state === 'approved' &&
                  paper.standing !== 'ended' &&
                  acts.includes('authorise') ? (
                    <Button
                      variant="secondary"
                      disabled={isActing}
                      aria-label={t('endWhat', named)}
                      onClick={() =>
                        void act(
                          () =>
                            ask(draftDocument, {
                              ...{ organisationId, language },
                              terms: { kind: 'end', ends: paperId },
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
  const t = useTexts('papers')
  const { dayOf } = useDates()
  const nameOf = useDocumentName(organisationId)
  const pages = useInfiniteQuery({
    queryKey: ['documents', organisationId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listDocuments, { organisationId, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <RowList
      pages={pages}
      empty={t('noDocuments')}
      rowsOf={({ documents }) =>
        documents.map((document) => (
          <Row
            key={document.documentId}
            link={
              <PageLink to={`organisation/${organisationId}/papers/${document.documentId}`}>
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
