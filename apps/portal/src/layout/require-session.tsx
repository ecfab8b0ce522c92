import type { SessionView } from '@sotevarmenne/api/authentication'
import { useState } from 'react'
import { Navigate, Outlet, useLocation, useOutletContext } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { queryClient, sessionKey } from '../api/call-api.ts'
import { mayDo, useSession } from '../api/session.ts'
import { LendReader, useDeskLock } from '../desk/desk-lock.ts'
import { VisitorContext, type VisitorAtDesk } from '../desk/visitor.ts'
import { keepTyping, useSavedInput } from '../forms/saved-input.ts'
import { SignedOutPage } from '../public/front-page.tsx'
import { EndedByCard } from '../sign-in/ended-by-card.tsx'
import { SignInByCard } from '../sign-in/sign-in-by-card.tsx'
import { SignIn } from '../sign-in/sign-in.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from '../sign-in/texts.ts'
import { commonTexts } from '../texts/common.ts'
import { Fetching, SignInAgain, UnreachablePage } from './responses.tsx'
import { PageLink, useHref } from './links.tsx'
import { focusTitle, PageTitle } from './page-title.tsx'
import { SessionEnding } from './session-ending.tsx'
import { Actions, Prose } from './surface.tsx'

/**
 * Pages for a signed-in person: without a session they redirect to the sign-in and back. A session that ends
 * while a page is open is reopened in place, and the page waits with its input; another person does not see
 * it. After a sign-out nothing of the page is left, even if the next page loads slowly or the user goes back.
 */
export function RequireSession() {
  const view = useSession()
  const href = useHref()
  const t = useTexts(signInTexts)
  const { pathname } = useLocation()
  const now = view.state === 'open' ? view.session : undefined
  const [before, setBefore] = useState(now)
  if (now !== undefined && now !== before) setBefore(now)
  const session = now ?? before
  useSavedInput(now?.personId, pathname)

  if (session !== undefined && view.state === 'none' && view.isSignedOut === true)
    return <SignedOutPage />
  if (session !== undefined)
    return (
      <>
        {view.state === 'none' ? (
          <Prose>
            <PageTitle key={String(view.isLocked)} takesFocus>
              {t(view.isLocked === true ? 'lockedHeading' : 'endedHeading')}
            </PageTitle>
            <InlineAlert status="neutral" mb="m">
              {t(view.isLocked === true ? 'locked' : 'endedHere')}
            </InlineAlert>
            <EndedByCard view={view} />
            {view.isLocked === true ? (
              <SignInByCard onSignedIn={focusTitleSoon} />
            ) : (
              <SignIn
                wanted={pathname}
                onSignedIn={focusTitleSoon}
                onLeave={() => {
                  keepTyping(session, pathname)
                }}
              />
            )}
          </Prose>
        ) : null}
        <div key={session.personId} hidden={view.state === 'none'}>
          {session.signIn.method === 'password' ? <ByPasswordOnly /> : null}
          <Outlet context={session} />
        </div>
        {now === undefined ? null : <SessionEnding session={now} />}
      </>
    )
  if (view.state === 'none')
    return <Navigate to={`${href('sign-in')}?return=${encodeURIComponent(pathname)}`} replace />
  if (view.state === 'unreachable')
    return (
      <UnreachablePage
        onRetry={() => void queryClient.invalidateQueries({ queryKey: sessionKey })}
      />
    )
  return <Fetching />
}

/** What a password sign-in allows, shown before the user meets its limits. */
function ByPasswordOnly() {
  const t = useTexts(signInTexts)
  return (
    <InlineAlert status="neutral" labelText={t('byPasswordOnly')} mb="m">
      {t('byPasswordOnlyHelp')}
      <Actions>
        <SignInAgain />
      </Actions>
    </InlineAlert>
  )
}

/** For when the waiting page is shown again. */
const focusTitleSoon = (): void => {
  requestAnimationFrame(focusTitle)
}

/** The desk, which starts afresh with another card. */
export function RequireRegistrar() {
  const session = useOutletContext<SessionView>()
  if (!mayDo(session, 'orders.viewVisitor')) return <NotForYou />
  return <Desk key={session.cardId} session={session} />
}

/** Remembers the visitor who is being served while the registrar moves between its pages. */
function Desk({ session }: { session: SessionView }) {
  const visitor = useState<VisitorAtDesk>({})
  const lendReader = useDeskLock(session)
  return (
    <LendReader value={lendReader}>
      <VisitorContext value={visitor}>
        <Outlet context={session} />
      </VisitorContext>
    </LendReader>
  )
}

export function RequireOverview() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'overview.viewOverview') ? <Outlet context={session} /> : <NotForYou />
}

/** Registrars and CA officers too: where there is no other case officer, they approve. */
export function RequireRoles() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'access.viewRoles') ? <Outlet context={session} /> : <NotForYou />
}

/** Case officers and CA officers: each sees what they may decide. */
export function RequireInbox() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'inbox.view') ? <Outlet context={session} /> : <NotForYou />
}

export function RequireCaseOfficer() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'accounts.viewRequests') ? <Outlet context={session} /> : <NotForYou />
}

/** Customer organisations: case officers maintain them, auditors read. */
export function RequireOffice() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'organisations.viewOrganisations') ? (
    <Outlet context={session} />
  ) : (
    <NotForYou />
  )
}

/** The revocation service: agents take calls, case officers and auditors see them. */
export function RequireHotline() {
  const session = useOutletContext<SessionView>()
  const { pathname } = useLocation()
  const mayTake = mayDo(session, 'hotline.takeCall')
  const mayView = mayDo(session, 'hotline.viewCalls')
  return mayTake || (mayView && pathname.includes('/calls')) ? (
    <Outlet context={session} />
  ) : (
    <NotForYou />
  )
}

/** The advice desk: it looks up what callers ask. */
export function RequireAdviceDesk() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'adviceDesk.lookUp') ? <Outlet /> : <NotForYou />
}

export function RequireAuditor() {
  const session = useOutletContext<SessionView>()
  return mayDo(session, 'audit.viewAuditLog') ? <Outlet /> : <NotForYou />
}

function NotForYou() {
  const t = useTexts(commonTexts)
  return (
    <>
      <PageTitle>{t('notForYou')}</PageTitle>
      <Paragraph mb="m">{t('notForYouHelp')}</Paragraph>
      <PageLink to="own">{t('ownCards')}</PageLink>
    </>
  )
}
