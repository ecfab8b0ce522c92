import { NavLink, useLocation, useNavigate } from 'react-router'
import { Button, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { endSession, mayOversee, useSession } from '../api/session.ts'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { languages, type Language } from '../texts/text.ts'
import { useHref } from './links.tsx'

/** The service's name, languages, who is signed in, and the way to every part that this person may use. */
export function PageHeader() {
  const t = useTexts('common')
  const line = useTexts('line')
  const ofIdentification = useTexts('identification')
  const complaints = useTexts('complaints')
  const href = useHref()
  const view = useSession()
  const session = view.state === 'open' ? view.session : undefined
  const isRegistrar = session?.roles.includes('registrar') ?? false
  const isHandler = session?.roles.includes('handler') ?? false
  const isAuditor = session?.roles.includes('auditor') ?? false
  const isAgent = session?.roles.includes('revocationAgent') ?? false
  const isOverseer = session !== undefined && mayOversee(session)

  return (
    <Header>
      <Row>
        <Name to={href('')} end>
          <Mark />
          <span>{t('serviceName')}</span>
        </Name>
        <Languages />
      </Row>
      <Strip>
        <Row>
          <nav aria-label={t('mainNavigation')}>
            <Items>
              {isRegistrar || isOverseer ? null : <Item to={href('')} end label={t('home')} />}
              {isRegistrar ? (
                <>
                  <Item to={href('desk')} end label={t('deskVisitor')} />
                  <Item to={href('desk/day')} label={t('deskDay')} />
                  <Item to={href('desk/orders')} label={t('deskOrders')} />
                  <Item to={href('desk/cards')} label={t('deskCards')} />
                  <Item to={href('desk/spare-cards')} label={t('deskSpareCards')} />
                  <Item to={href('desk/inquiries')} label={ofIdentification('inquiries')} />
                  <Item to={href('desk/complaints')} label={complaints('heading')} />
                </>
              ) : null}
              {isAgent ? <Item to={href('line')} end label={line('heading')} /> : null}
              {isAgent || isHandler || isAuditor ? (
                <Item to={href('line/calls')} label={line('callsNav')} />
              ) : null}
              {isOverseer ? <Item to={href('operations')} end label={t('overview')} /> : null}
              {isOverseer ? (
                <>
                  <Item to={href('operations/production')} label={t('production')} />
                  <Item to={href('operations/letters')} label={t('letters')} />
                </>
              ) : null}
              {isOverseer ? (
                <Item to={href('operations/registers')} label={t('registers')} />
              ) : null}
              {isHandler ? (
                <Item to={href('operations/inquiries')} label={ofIdentification('inquiries')} />
              ) : null}
              {isHandler || isAuditor ? (
                <>
                  <Item to={href('operations/points')} label={t('officePoints')} />
                  <Item to={href('operations/organisations')} label={t('organisations')} />
                  <Item to={href('operations/invoices')} label={t('invoices')} />
                  <Item to={href('operations/complaints')} label={complaints('heading')} />
                  <Item to={href('operations/roles')} label={t('roles')} />
                </>
              ) : null}
              {isAuditor ? (
                <>
                  <Item to={href('operations/trail')} label={t('trail')} />
                  <Item to={href('operations/trail-check')} label={t('trailCheck')} />
                </>
              ) : null}
              {isHandler ? (
                <Item to={href('operations/account-requests')} label={t('accountRequests')} />
              ) : null}
              {isHandler || isAuditor ? (
                <Item to={href('operations/certificate-queue')} label={t('certificateQueue')} />
              ) : null}
              {session === undefined ? null : <Item to={href('own')} label={t('ownCards')} />}
              {isRegistrar || isOverseer ? null : (
                <Item to={href('organisation')} label={t('forOrganisation')} />
              )}
              {isRegistrar || isOverseer ? null : <Item to={href('points')} label={t('points')} />}
              <Item to={href('help')} label={t('help')} />
              {view.state === 'none' ? <Item to={href('sign-in')} label={t('signIn')} /> : null}
            </Items>
          </nav>
          {session === undefined ? null : (
            <SignedIn name={session.name} point={session.point?.name} />
          )}
        </Row>
      </Strip>
    </Header>
  )
}

function Item({ to, label, end = false }: { to: string; label: string; end?: boolean }) {
  return (
    <li>
      <ItemLink to={to} end={end}>
        {label}
      </ItemLink>
    </li>
  )
}

function SignedIn({ name, point }: { name: string; point: string | undefined }) {
  const t = useTexts('common')
  const href = useHref()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    const leaveTo = await endSession()
    if (leaveTo === undefined) await navigate(href('signed-out'))
    else location.assign(leaveTo)
  }
  return (
    <Who>
      <span>
        <strong>{name}</strong>
        {point === undefined ? null : <Point>{point}</Point>}
      </span>
      <Button variant="secondary" onClick={() => void leave()}>
        {t('signOut')}
      </Button>
    </Who>
  )
}

/** Each language is written in itself, and the switch keeps the page, and the secret of a link behind its `#`. */
function Languages() {
  const t = useTexts('common')
  const current = usePageLanguage()
  const { pathname, search, hash } = useLocation()
  return (
    <nav aria-label={t('languageNavigation')}>
      <Items>
        {languages.map((language) => (
          <li key={language}>
            <LanguageLink
              to={`${pathname.replace(/^\/[^/]*/, `/${language}`)}${search}${hash}`}
              lang={language}
              hrefLang={language}
              aria-current={language === current ? 'true' : undefined}
            >
              {languageNames[language]}
            </LanguageLink>
          </li>
        ))}
      </Items>
    </nav>
  )
}

const languageNames: Record<Language, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' }

const Mark = () => (
  <svg viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">
    <rect x="1" y="5" width="30" height="22" rx="3" fill={suomifiDesignTokens.colors.brandBase} />
    <rect x="5" y="11" width="8" height="7" rx="1.5" fill="#f6c644" />
    <path d="M17 12h10M17 16h10M5 22h22" stroke="#fff" strokeWidth="2" />
  </svg>
)

const Header = styled.header`
  background: #fff;
  border-top: 4px solid ${suomifiDesignTokens.colors.brandBase};
`

const Row = styled.div`
  max-width: 1200px;
  margin: 0 auto;
  padding: 8px 24px;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 24px;
  @media (max-width: 600px) {
    padding: 8px 16px;
  }
`

const Strip = styled.div`
  border-top: 1px solid ${suomifiDesignTokens.colors.depthLight1};
  border-bottom: 1px solid ${suomifiDesignTokens.colors.depthLight1};
  > div {
    padding-top: 0;
    padding-bottom: 0;
  }
`

const focusRing = `
  &:focus-visible {
    outline: 3px solid ${suomifiDesignTokens.colors.accentSecondary};
    outline-offset: 2px;
    border-radius: 2px;
  }
`

const Name = styled(NavLink)`
  display: inline-flex;
  align-items: center;
  gap: 12px;
  font-size: 20px;
  font-weight: 600;
  line-height: 1.2;
  color: ${suomifiDesignTokens.colors.brandBase};
  text-decoration: none;
  ${focusRing}
`

const Items = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 0 20px;
  list-style: none;
  margin: 0;
  padding: 0;
`

const ItemLink = styled(NavLink)`
  display: block;
  padding: 12px 0 9px;
  border-bottom: 3px solid transparent;
  color: ${suomifiDesignTokens.colors.highlightDark1};
  text-decoration: none;
  font-weight: 600;
  &:hover {
    text-decoration: underline;
  }
  &.active {
    color: ${suomifiDesignTokens.colors.blackBase};
    border-color: ${suomifiDesignTokens.colors.highlightBase};
  }
  ${focusRing}
`

const LanguageLink = styled(NavLink)`
  display: block;
  padding: 8px 0;
  color: ${suomifiDesignTokens.colors.highlightDark1};
  &[aria-current='true'] {
    color: ${suomifiDesignTokens.colors.blackBase};
    font-weight: 600;
    text-decoration: none;
  }
  ${focusRing}
`

const Who = styled.div`
  display: flex;
  align-items: center;
  gap: 16px;
  padding: 6px 0;
  line-height: 1.25;
`

const Point = styled.span`
  display: block;
  font-size: 14px;
  color: ${suomifiDesignTokens.colors.blackLight1};
`
