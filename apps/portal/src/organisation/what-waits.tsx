import type { Account } from '@sotevarmenne/api/accounts'
import { listOwnInvoices } from '@sotevarmenne/api/fees'
import { listDocuments } from '@sotevarmenne/api/papers'
import { listRegistrarApplications } from '@sotevarmenne/api/registrars'
import { listApplications } from '@sotevarmenne/api/service-certificates'
import { listOrganisationThreads } from '@sotevarmenne/api/threads'
import { useQuery } from '@tanstack/react-query'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask, type Answer } from '../api/ask.ts'
import { InvoiceState } from '../fees/invoice-list.tsx'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { DocumentState, useDocumentName } from '../papers/document-shown.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { registrarTones } from '../registrars/application-shown.tsx'
import { applicationTones } from '../service-certificates/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { ThreadLine } from '../threads/thread-line.tsx'

/** Of each list only what waits: a hundred of it are more than anybody does next. */
const waiting = { filter: 'waits-for-us', cursor: undefined, limit: 100 } as const

/** What somebody of the organisation has to do next, of all its processes: papers, applications, answers, invoices. */
export function WhatWaits({ account }: { account: Account }) {
  const t = useTexts('accounts')
  const fees = useTexts('fees')
  const certificates = useTexts('certificates')
  const registrars = useTexts('registrars')
  const money = useMoney()
  const { day, dayOf } = useDates()
  const { organisationId } = account.organisation
  const nameOf = useDocumentName(organisationId)
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['what-waits', organisationId],
    // Whoever comes back from doing one of them does not see it again.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const [documents, applications, registrars, threads, invoices] = await Promise.all([
        ask(listDocuments, { organisationId, ...waiting }, signal),
        ask(listApplications, { organisationId, ...waiting }, signal),
        ask(listRegistrarApplications, { organisationId, ...waiting }, signal),
        ask(listOrganisationThreads, { organisationId, ...waiting }, signal),
        ask(listOwnInvoices, { organisationId, ...waiting, filter: 'unpaid' }, signal),
      ])
      return { documents, applications, registrars, threads, invoices }
    },
  })
  const at = `organisation/${organisationId}`
  const rows =
    data === undefined
      ? []
      : [
          ...of(data.documents, ({ documents }) => documents)
            .filter(({ may }) => may.includes('sign') || may.includes('accept'))
            .map((one) => (
              <Row
                key={one.documentId}
                link={<PageLink to={`${at}/papers/${one.documentId}`}>{nameOf(one)}</PageLink>}
                facts={dayOf(one.draftedAt)}
                state={<DocumentState document={one} organisationId={organisationId} />}
              />
            )),
          ...of(data.registrars, ({ applications }) => applications).map(
            ({ applicationId, name, state, draftedAt }) => (
              <Row
                key={applicationId}
                link={<PageLink to={`${at}/registrars/${applicationId}`}>{name}</PageLink>}
                facts={[registrars('application'), dayOf(draftedAt)].join(' · ')}
                state={<Chip $tone={registrarTones[state]}>{registrars(`state.${state}`)}</Chip>}
              />
            ),
          ),
          ...of(data.applications, ({ applications }) => applications).map(
            ({ applicationId, names, product, state, draftedAt }) => (
              <Row
                key={applicationId}
                link={
                  <PageLink to={`${at}/certificates/${applicationId}`}>
                    {names[0] ?? certificates(`product.${product}`)}
                  </PageLink>
                }
                facts={[certificates(`product.${product}`), dayOf(draftedAt)].join(' · ')}
                state={
                  <Chip $tone={applicationTones[state]}>{certificates(`state.${state}`)}</Chip>
                }
              />
            ),
          ),
          ...of(data.threads, ({ threads }) => threads).map((thread) => (
            <ThreadLine
              key={thread.threadId}
              thread={thread}
              at={`${at}/threads/${thread.threadId}`}
            />
          )),
          ...of(data.invoices, ({ invoices }) => invoices)
            .filter(({ isCredited }) => !isCredited)
            .map((invoice) => (
              <Row
                key={invoice.invoiceId}
                link={
                  <PageLink to={`${at}/invoices/${invoice.invoiceId}`}>
                    {`${fees('kind.invoice')} ${String(invoice.number)}`}
                  </PageLink>
                }
                facts={[
                  money(invoice.grossCents),
                  ...(invoice.dueOn === undefined
                    ? []
                    : [fees('due', { day: day(invoice.dueOn) })]),
                ].join(' · ')}
                state={<InvoiceState invoice={invoice} />}
              />
            )),
        ]
  const refused = data && Object.values(data).find((answer) => !answer.ok)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('waits')}
      </Heading>
      {isLoadingError ? <Unreachable onRetry={() => void refetch()} /> : null}
      {data === undefined && !isLoadingError ? <Fetching /> : null}
      {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
      {data !== undefined && rows.length === 0 && refused === undefined ? (
        <Paragraph>{t('nothingWaits')}</Paragraph>
      ) : null}
      {rows.length === 0 ? null : <Rows>{rows}</Rows>}
    </>
  )
}

const of = <Page, Each>(
  answer: Answer<Page>,
  listed: (page: Page) => readonly Each[],
): readonly Each[] => (answer.ok ? listed(answer.value) : [])
