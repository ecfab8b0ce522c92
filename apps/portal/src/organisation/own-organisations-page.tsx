import { endMembership, viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OpenAccount } from './open-account.tsx'

const ownAccountsKey = ['own-accounts'] as const

/** The organisations for which one acts, and the way to open an account for another. */
export function OwnOrganisationsPage() {
  const t = useTexts('accounts')
  const { dayOf } = useDates()
  const [isAsked, setIsAsked] = useState(false)
  const query = useQuery({
    queryKey: ownAccountsKey,
    queryFn: ({ signal }) => ask(viewOwnAccounts, {}, signal),
  })
  if (query.data?.ok !== true) return <WithoutAnswer query={query} title={t('heading')} />
  const { accounts, requests } = query.data.value
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {isAsked ? <Done title={t('asked')} help={t('askedHelp')} /> : null}
      {accounts.length === 0 ? <Paragraph mb="m">{t('none')}</Paragraph> : null}
      {accounts.length === 0 ? null : (
        <Rows>
          {accounts.map(({ organisationId, memberId, name, businessId, role, standing }) => (
            <Row
              key={organisationId}
              link={<PageLink to={`organisation/${organisationId}`}>{name}</PageLink>}
              facts={businessId}
              state={
                standing === 'holds' ? (
                  <Chip $tone="neutral">{t(`role.${role}`)}</Chip>
                ) : (
                  <>
                    <Chip $tone="bad">{t(`standing.${standing}`)}</Chip>
                    <Leave organisationId={organisationId} memberId={memberId} name={name} />
                  </>
                )
              }
            />
          ))}
        </Rows>
      )}
      {requests.length === 0 ? null : (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {t('requests')}
          </Heading>
          <Rows>
            {requests.map(({ requestId, name, businessId, state, because, askedAt }) => (
              <Row
                key={requestId}
                link={name}
                facts={[businessId, dayOf(askedAt), because]
                  .filter((fact) => fact !== undefined)
                  .join(' · ')}
                state={<Chip $tone={tones[state]}>{t(`request.${state}`)}</Chip>}
              />
            ))}
          </Rows>
        </>
      )}
      <Paragraph mt="m">
        <PageLink to="organisation/password">{t('passwordHeading')}</PageLink>
      </Paragraph>
      <OpenAccount
        onAsked={() => {
          setIsAsked(true)
          void queryClient.invalidateQueries({ queryKey: ownAccountsKey })
        }}
      />
    </>
  )
}

const tones = { waits: 'waiting', approved: 'good', rejected: 'bad' } as const

/** For whoever sees the account no more. */
function Leave({
  organisationId,
  memberId,
  name,
}: {
  organisationId: string
  memberId: string
  name: string
}) {
  const t = useTexts('accounts')
  const { actOnYes, shown } = useAct()
  return (
    <>
      <ConfirmButton
        label={t('leave')}
        ariaLabel={`${t('leave')}: ${name}`}
        title={t('leaveTitle', { name })}
        text={t('leaveText')}
        onYes={() =>
          actOnYes(
            () => ask(endMembership, { organisationId, memberId }),
            () => {
              void queryClient.invalidateQueries({ queryKey: ownAccountsKey })
            },
          )
        }
      />
      {shown}
    </>
  )
}
