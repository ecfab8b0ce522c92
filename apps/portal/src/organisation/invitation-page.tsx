import { acceptInvitation, viewInvitation } from '@sotevarmenne/api/accounts'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { useSession } from '../api/session.ts'
import { Fetching, WithoutResponse } from '../layout/responses.tsx'
import { MainLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Prose } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'

/**
 * The landing page of an invitation link. Its secret is behind the `#` and is stored in this tab during the
 * sign-in, which leaves the page.
 */
export function InvitationPage() {
  const t = useTexts(accountTexts)
  const { hash } = useLocation()
  const [token] = useState(() => tokenOf(hash))
  return (
    <Prose>
      <PageTitle>{t('invitationHeading')}</PageTitle>
      {token === '' ? (
        <InlineAlert status="warning" labelText={t('noToken')}>
          {t('noTokenHelp')}
        </InlineAlert>
      ) : (
        <Opened token={token} />
      )}
    </Prose>
  )
}

const stored = 'invitation'

function tokenOf(hash: string): string {
  const token = hash.slice(1)
  if (token === '') return sessionStorage.getItem(stored) ?? ''
  sessionStorage.setItem(stored, token)
  return token
}

function Opened({ token }: { token: string }) {
  const t = useTexts(accountTexts)
  const { time } = useDates()
  const href = useHref()
  const navigate = useNavigate()
  const view = useSession()
  const { run, isActing, shown } = useAction()
  const query = useApiQuery(['invitation', token], viewInvitation, {
    token,
  })
  if (query.data !== undefined && view.state === 'requesting') return <Fetching />
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const { organisation, role, expiresAt } = query.data.value

  return (
    <>
      <Paragraph>
        {t('invitationLead', { organisation, role: t(`role.${role}`).toLowerCase() })}
      </Paragraph>
      <Paragraph>{t('invitationHolds', { until: time(expiresAt) })}</Paragraph>
      {view.state === 'open' ? (
        <>
          <Paragraph>{t('acceptAs', { name: view.session.name })}</Paragraph>
          {shown}
          <Actions>
            <Button
              id="accept"
              disabled={isActing}
              onClick={() =>
                void run(
                  () => callApi(acceptInvitation, { token }),
                  ({ organisationId }) => {
                    sessionStorage.removeItem(stored)
                    void queryClient.invalidateQueries({ queryKey: ['own-accounts'] })
                    void navigate(href(`organisation/${organisationId}`), { replace: true })
                  },
                )
              }
            >
              {t('accept')}
            </Button>
          </Actions>
        </>
      ) : (
        <>
          <Paragraph>{t('signInFirst')}</Paragraph>
          <Actions>
            <MainLink to={`${href('sign-in')}?return=${encodeURIComponent(href('invitation'))}`}>
              {t('signIn')}
            </MainLink>
          </Actions>
        </>
      )}
    </>
  )
}
