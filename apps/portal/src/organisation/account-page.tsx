import { viewAccount, type Account } from '@sotevarmenne/api/accounts'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { Invitations, Members } from './account-people.tsx'

/** Everything of one organisation in one place. */
export function AccountPage() {
  const t = useTexts('accounts')
  const certificates = useTexts('certificates')
  const fees = useTexts('fees')
  const { organisationId = '' } = useParams()
  const { data, isError, refetch } = useQuery({
    queryKey: ['account', organisationId],
    queryFn: ({ signal }) => ask(viewAccount, { organisationId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (!data.ok)
    return (
      <>
        <PageTitle>{t('heading')}</PageTitle>
        <ProblemShown problem={data.refusal} />
        <PageLink to="organisation">{t('back')}</PageLink>
      </>
    )
  const account = data.value
  const { organisation, role } = account
  const keep = (changed: Account): void => {
    queryClient.setQueryData(['account', organisationId], { ok: true, value: changed })
  }
  return (
    <>
      <PageTitle>{organisation.name}</PageTitle>
      <Panel aria-label={organisation.name}>
        <Facts
          facts={[
            [t('yourRole'), t(`role.${role}`)],
            [t('businessId'), organisation.businessId],
            [t('customerNumber'), organisation.customerNumber],
            ['OID', organisation.oid],
            [
              t('units'),
              organisation.units.length === 0
                ? undefined
                : organisation.units.map(({ name, oid }) => `${name}, ${oid}`).join(' · '),
            ],
          ]}
        />
      </Panel>
      <Heading variant="h2" mt="l" mb="s">
        {certificates('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/certificates`}>{certificates('all')}</PageLink>
      <Heading variant="h2" mt="l" mb="s">
        {fees('heading')}
      </Heading>
      <PageLink to={`organisation/${organisationId}/fees`}>{fees('own')}</PageLink>
      <Papers papers={organisation.papers} />
      <Members account={account} onChanged={keep} />
      {account.acts.includes('keepPeople') ? (
        <Invitations account={account} onChanged={keep} />
      ) : null}
      <Actions>
        <PageLink to="organisation">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

function Papers({ papers }: { papers: Account['organisation']['papers'] }) {
  const t = useTexts('accounts')
  const words = useTexts('words')
  const { day } = useDates()
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('papers')}
      </Heading>
      {papers.length === 0 ? <Paragraph>{t('noPapers')}</Paragraph> : null}
      {papers.length === 0 ? null : (
        <Rows>
          {papers.map(({ paperId, kind, products, validFrom, validTo, authorised, standing }) => (
            <Row
              key={paperId}
              link={[t(`paper.${kind}`), authorised?.name].filter(Boolean).join(': ')}
              facts={[
                `${day(validFrom)}–${validTo === undefined ? '' : day(validTo)}`,
                ...products.map((product) => words(`cardProduct.${product}`)),
              ].join(' · ')}
              state={<Chip $tone={tones[standing]}>{t(`standing.${standing}`)}</Chip>}
            />
          ))}
        </Rows>
      )}
    </>
  )
}

const tones = {
  'in-force': 'good',
  'not-approved': 'waiting',
  'not-begun': 'waiting',
  ended: 'bad',
} as const
