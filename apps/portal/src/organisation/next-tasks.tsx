import type { AccountView } from '@sotevarmenne/api/accounts'
import { Heading, Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { InvoiceState } from '../fees/invoice-list.tsx'
import { Fetching, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { DocumentState, useDocumentName } from '../agreements/document-shown.tsx'
import { agreementTexts } from '../agreements/texts.ts'
import { Chip } from '../cards/card-facts.tsx'
import { registrarTones } from '../registrars/application-shown.tsx'
import { applicationTones } from '../service-certificates/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { employeeCardTexts } from './employee-card-texts.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { feeTexts } from '../fees/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { registrarTexts } from '../registrars/texts.ts'
import { useMoney } from '../texts/money.ts'
import { CaseLine } from '../cases/case-line.tsx'
import { useAccountTasks } from './use-account-tasks.ts'

/** The organisation's next tasks in all its processes: agreements, applications, replies, invoices. */
export function NextTasks({ account }: { account: AccountView }) {
  const t = useTexts(accountTexts)
  const fees = useTexts(feeTexts)
  const certificates = useTexts(certificateTexts)
  const registrars = useTexts(registrarTexts)
  const agreements = useTexts(agreementTexts)
  const cards = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  const language = usePageLanguage()
  const money = useMoney()
  const { day, dayOf } = useDates()
  const { organisationId } = account.organisation
  const may = (action: AccountView['actions'][number]) => account.actions.includes(action)
  const nameOf = useDocumentName(organisationId)
  const { data, isLoadingError, refetch } = useAccountTasks(account)
  const at = `organisation/${organisationId}`
  const rows =
    data === undefined
      ? []
      : [
          ...of(data.cards, (tasks) =>
            [
              ...(tasks.notNow ? [['agreements', tasks.notNow.title[language]] as const] : []),
              ...(tasks.agreementEndsOn === undefined
                ? []
                : [
                    [
                      'agreements',
                      t('agreementEnds', { day: day(tasks.agreementEndsOn) }),
                    ] as const,
                  ]),
              ...(tasks.endingCards === 0
                ? []
                : [
                    [
                      'cards?state=ending',
                      cards('endingCount', { count: tasks.endingCards }),
                    ] as const,
                  ]),
              ...(tasks.drafts === 0
                ? []
                : [['prepared-orders', prepared('drafts', { count: tasks.drafts })] as const]),
            ].map(([path, words]) => (
              <Row
                key={words}
                link={<PageLink to={`${at}/${path}`}>{words}</PageLink>}
                facts={path === 'agreements' ? agreements('heading') : cards('heading')}
                state={null}
              />
            )),
          ),
          ...(account.organisation.units.length === 0 && may('changePeople')
            ? [task(`${at}/facts`, t('addUnits'), t('addUnitsHelp'))]
            : []),
          ...of(data.points, ({ withoutRegistrar }) => (may('apply') ? withoutRegistrar : [])).map(
            ({ name }) =>
              task(`${at}/registrars/new`, t('noRegistrar', { point: name }), t('noRegistrarHelp')),
          ),
          ...of(data.billing, ({ isDefault }) =>
            isDefault && may('changeBilling') ? [1] : [],
          ).map(() => task(`${at}/fees`, t('noBilling'), t('noBillingHelp'))),
          ...of(data.documents, ({ documents }) => documents)
            .filter(({ may }) => may.includes('sign') || may.includes('accept'))
            .map((one) => (
              <Row
                key={one.documentId}
                link={<PageLink to={`${at}/agreements/${one.documentId}`}>{nameOf(one)}</PageLink>}
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
          ...of(data.cases, ({ cases }) => cases).map((supportCase) => (
            <CaseLine
              key={supportCase.caseId}
              supportCase={supportCase}
              at={`${at}/cases/${supportCase.caseId}`}
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
                  money(invoice.openCents ?? invoice.grossCents),
                  ...(invoice.dueOn === undefined
                    ? []
                    : [fees('due', { day: day(invoice.dueOn) })]),
                ].join(' · ')}
                state={<InvoiceState invoice={invoice} />}
              />
            )),
        ]
  const refused = data && Object.values(data).find((response) => response?.ok === false)
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

const task = (to: string, words: string, facts: string) => (
  <Row key={words} link={<PageLink to={to}>{words}</PageLink>} facts={facts} state={null} />
)

const of = <Page, Each>(
  response: ApiResult<Page> | undefined,
  listed: (page: Page) => readonly Each[],
): readonly Each[] => (response?.ok === true ? listed(response.value) : [])
