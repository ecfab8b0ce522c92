import { endMembership, viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { useState } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { OpenAccount } from './open-account.tsx'

const ownAccountsKey = ['own-accounts'] as const

/** The organisations for which the user acts, and a link to open an account for another. */
export function OwnOrganisationsPage() {
  const t = useTexts(accountTexts)
  const { dayOf } = useDates()
  const [isRequested, setIsRequested] = useState(false)
  const query = useApiQuery(ownAccountsKey, viewOwnAccounts, {})
  if (query.data?.ok !== true) return <WithoutResponse query={query} title={t('heading')} />
  const { accounts, requests } = query.data.value
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      {isRequested ? <Done title={t('requested')} help={t('requestedHelp')} /> : null}
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
            {requests.map(({ requestId, name, businessId, state, because, requestedAt }) => (
              <Row
                key={requestId}
                link={name}
                facts={[businessId, dayOf(requestedAt), because]
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
        onRequested={() => {
          setIsRequested(true)
          void queryClient.invalidateQueries({ queryKey: ownAccountsKey })
        }}
      />
    </>
  )
}

const tones = { waits: 'waiting', approved: 'good', rejected: 'bad' } as const

/** For a user who loses access to the account. */
function Leave({
  organisationId,
  memberId,
  name,
}: {
  organisationId: string
  memberId: string
  name: string
}) {
  const t = useTexts(accountTexts)
  const { runOnConfirm, shown } = useAction()
  return (
    <>
      <ConfirmButton
        label={t('leave')}
        ariaLabel={`${t('leave')}: ${name}`}
        title={t('leaveTitle', { name })}
        text={t('leaveText')}
        onYes={() =>
          runOnConfirm(
            () => callApi(endMembership, { organisationId, memberId }),
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
