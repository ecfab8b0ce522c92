import { acceptInvitation, viewInvitation } from '@sotevarmenne/api/accounts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { useSession } from '../api/session.ts'
import { Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { MainLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Prose } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/**
 * Where the link of an invitation leads. Its secret stands behind the `#` and is kept in this tab while the person signs in,
 * for that leaves the page.
 */
export function InvitationPage() {
  const t = useTexts('accounts')
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

const kept = 'invitation'

function tokenOf(hash: string): string {
  const token = hash.slice(1)
  if (token === '') return sessionStorage.getItem(kept) ?? ''
  sessionStorage.setItem(kept, token)
  return token
}

function Opened({ token }: { token: string }) {
  const t = useTexts('accounts')
  const { time } = useDates()
  const href = useHref()
  const navigate = useNavigate()
  const view = useSession()
  const { act, isActing, shown } = useAct()
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => ask(viewInvitation, { token }, signal),
  })
  if (isLoadingError) return <Unreachable onRetry={() => void refetch()} />
  if (data === undefined || view.state === 'asking') return <Fetching />
  if (!data.ok) return <ProblemShown problem={data.refusal} />
  const { organisation, role, expiresAt } = data.value

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
                void act(
                  () => ask(acceptInvitation, { token }),
                  ({ organisationId }) => {
                    sessionStorage.removeItem(kept)
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
