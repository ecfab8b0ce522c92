import { logoShapes, logoSize } from '@sotevarmenne/design-tokens/logo'
import { colours, focusRing, measures } from '@sotevarmenne/design-tokens/tokens'
import type { Permission } from '@sotevarmenne/api/permissions'
import { useState, type KeyboardEvent } from 'react'
import { Link, NavLink, useLocation, useNavigate } from 'react-router'
import { Button } from 'suomifi-ui-components'
import styled, { css } from 'styled-components'
import { endSession, mayDo, useSession } from '../api/session.ts'
import { sumOf, useInboxCounts } from '../inbox/counts.ts'
import { kindsUnder } from '../inbox/kinds.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { languages, type Language } from '../texts/text.ts'
import { useHref } from './links.tsx'
import { menuTexts } from './menu-texts.ts'

/** The service's name, languages, the signed-in user, and links to every part that this person may use. */
export function PageHeader() {
  const t = useTexts(commonTexts)
  const href = useHref()
  const view = useSession()
  const session = view.state === 'open' ? view.session : undefined
  const areas = useAreas()
  const { pathname } = useLocation()
  const labelWith = useLabelWith()
  const current = currentOf(areas, pathname)
  const menu = useMenuButton(pathname)
  const isFolding = session !== undefined

  return (
    <Header>
      <Row>
        <Name to={href('')} end>
          <Mark />
          <span>{t('serviceName')}</span>
        </Name>
        <Languages />
        {isFolding ? <MenuButton {...menu.button}>{t('menu')}</MenuButton> : null}
      </Row>
      <Strip>
        <Row>
          <MainMenu
            id={menuId}
            aria-label={t('mainNavigation')}
            $isFolded={isFolding && !menu.isOpen}
            onKeyDown={menu.onKeyDown}
          >
            <Items>
              {areas.map(({ label, pages: [first] }) => (
                <li key={first.to}>
                  <ItemLink
                    to={first.to}
                    aria-current={first === current?.first ? 'true' : undefined}
                  >
                    {label}
                  </ItemLink>
                </li>
              ))}
            </Items>
          </MainMenu>
          {session === undefined ? null : (
            <SignedIn name={session.name} point={session.point?.name} />
          )}
        </Row>
      </Strip>
      {current === undefined || current.area.pages.length === 1 ? null : (
        <PagesStrip $isFolded={isFolding && !menu.isOpen}>
          <Row>
            <nav aria-label={current.area.label} onKeyDown={menu.onKeyDown}>
              <Items>
                {current.area.pages.map(({ to, label, waiting }) => (
                  <li key={to}>
                    <PageItemLink
                      to={to}
                      aria-current={to === current.page.to ? 'page' : undefined}
                    >
                      {labelWith(label, waiting)}
                    </PageItemLink>
                  </li>
                ))}
              </Items>
            </nav>
          </Row>
        </PagesStrip>
      )}
    </Header>
  )
}

const menuId = 'main-menu'

/**
 * On a phone the menus of a signed-in person are behind one button. They are folded again on the next page, and by
 * Escape.
 */
function useMenuButton(pathname: string) {
  const [openAt, setOpenAt] = useState<string>()
  const isOpen = openAt === pathname
  return {
    isOpen,
    button: {
      'aria-expanded': isOpen,
      'aria-controls': menuId,
      onClick: () => {
        setOpenAt(isOpen ? undefined : pathname)
      },
    },
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !isOpen) return
      setOpenAt(undefined)
      document.querySelector<HTMLElement>(`[aria-controls=${menuId}]`)?.focus()
    },
  }
}

/** How many items wait there is part of the name: a screen reader says it too. */
function useLabelWith(): (label: string, count?: number) => string {
  const menu = useTexts(menuTexts)
  return (label, count = 0) => (count === 0 ? label : menu('waiting', { label, count }))
}

/** `beside`: the address of pages that have no entry of their own and belong to this one. */
type PageItem = {
  readonly to: string
  readonly label: string
  readonly beside?: string
  /** How many items wait there for the user. */
  readonly waiting?: number
}

/** Related pages: one entry of the main menu, with its pages in a menu of their own. */
type Area = { readonly label: string; readonly pages: readonly [PageItem, ...PageItem[]] }

/** The areas of this person, each with the pages that the roles allow. */
function useAreas(): readonly Area[] {
  const t = useTexts(commonTexts)
  const menu = useTexts(menuTexts)
  const href = useHref()
  const view = useSession()
  const session = view.state === 'open' ? view.session : undefined
  const may = (operation: Permission): boolean => session !== undefined && mayDo(session, operation)
  const isOverseer = may('overview.viewOverview')
  const isStaff = may('orders.viewVisitor') || may('adviceDesk.lookUp') || isOverseer
  const counts = useInboxCounts()
  const labelWith = useLabelWith()

  const page = (
    isOpen: boolean,
    to: string,
    label: string,
    beside?: string,
  ): readonly PageItem[] =>
    isOpen
      ? [
          {
            ...{ to: href(to), label, ...(beside !== undefined && { beside: href(beside) }) },
            ...(counts && { waiting: sumOf(counts, kindsUnder(to)).waiting }),
          },
        ]
      : []
  const area = (label: string, pages: readonly PageItem[]): readonly Area[] => {
    const [first, ...rest] = pages
    return first === undefined ? [] : [{ label, pages: [first, ...rest] }]
  }
  const alone = (isOpen: boolean, to: string, label: string): readonly Area[] =>
    area(label, page(isOpen, to, label))

  return [
    ...alone(!isStaff, '', t('home')),
    ...alone(
      may('inbox.view'),
      'operations/inbox',
      labelWith(menu('inbox'), counts && sumOf(counts).waiting),
    ),
    ...area(t('areaDesk'), [
      ...page(may('orders.viewVisitor'), 'desk', t('deskVisitor')),
      ...page(may('appointments.viewDay'), 'desk/day', t('deskDay')),
      ...page(may('orders.listOrders'), 'desk/orders', t('deskOrders')),
      ...page(may('cards.listCards'), 'desk/cards', t('deskCards')),
      ...page(may('spareCards.listSpareCards'), 'desk/spare-cards', t('deskSpareCards')),
      ...page(may('identification.raiseInquiry'), 'desk/inquiries', menu('inquiries')),
      ...page(may('complaints.listComplaints'), 'desk/complaints', menu('complaints')),
      ...page(may('cards.returnUncollected'), 'desk/uncollected', menu('uncollected')),
      ...page(may('blanks.orderBlanks'), 'desk/blank-orders', menu('blankOrders')),
    ]),
    ...alone(may('adviceDesk.lookUp'), 'advice-desk', menu('adviceDesk')),
    ...area(menu('hotline'), [
      ...page(may('hotline.takeCall'), 'hotline', menu('hotline')),
      ...page(may('hotline.viewCalls'), 'hotline/calls', menu('calls')),
    ]),
    ...area(t('areaOffice'), [
      ...page(
        may('organisations.viewOrganisations'),
        'operations/organisations',
        t('organisations'),
      ),
      ...page(may('accounts.viewRequests'), 'operations/account-requests', t('accountRequests')),
      ...page(
        may('serviceCertificates.viewQueue'),
        'operations/certificate-queue',
        t('certificateQueue'),
        'operations/enrolment-approvals',
      ),
      ...page(
        may('serviceCertificates.viewQueue'),
        'operations/outdated-certificates',
        t('outdatedCertificates'),
      ),
      ...page(
        may('registration.viewPoint'),
        'operations/points',
        t('officePoints'),
        'operations/point-prices',
      ),
      ...page(may('registrars.viewQueue'), 'operations/registrars', menu('registrars')),
      ...page(may('identification.decideInquiry'), 'operations/inquiries', menu('inquiries')),
      ...page(may('lookUps.view'), 'operations/look-ups', menu('lookUps')),
      ...page(may('cases.viewCases'), 'operations/cases', menu('cases')),
      ...page(may('complaints.viewFigures'), 'operations/complaints', menu('complaints')),
      ...page(may('accounts.viewRequests'), 'operations/uncollected', menu('uncollected')),
      ...page(
        may('complaints.viewFigures') && may('blanks.viewBlankOrders'),
        'operations/blank-orders',
        menu('blankOrders'),
      ),
      ...page(may('fees.viewFees'), 'operations/invoices', t('invoices')),
      ...page(may('payments.view'), 'operations/payments', menu('payments')),
      ...page(may('products.viewPrices'), 'operations/prices', t('prices')),
      ...page(may('products.viewRightRules'), 'operations/right-rules', t('rightRules')),
      ...page(may('pointServices.view'), 'operations/point-services', menu('pointServices')),
      ...page(may('settings.view'), 'operations/settings', t('serviceSettings')),
      ...page(may('overview.viewStatistics'), 'operations/statistics', menu('statistics')),
    ]),
    ...area(t('areaOperations'), [
      ...page(isOverseer, 'operations', t('overview')),
      ...page(may('cards.viewProduction'), 'operations/production', t('production')),
      ...page(may('cards.viewLetters'), 'operations/letters', t('letters')),
      ...page(may('registers.viewRegisters'), 'operations/registers', t('registers')),
      ...page(isOverseer, 'operations/incidents', t('incidents')),
      ...page(may('certificates.viewClients'), 'operations/programs', t('clients')),
      ...page(isOverseer && may('access.viewRoles'), 'operations/roles', t('roles')),
      ...page(may('audit.viewAuditLog'), 'operations/audit-log', t('auditLog')),
      ...page(may('audit.verifyAuditLog'), 'operations/audit-log-check', t('auditLogCheck')),
    ]),
    ...alone(session !== undefined, 'own', t('ownCards')),
    // Without a sign-in, what an organisation needs; the account is behind the sign-in.
    ...alone(
      !isStaff,
      session === undefined ? 'for-organisations' : 'organisation',
      t('forOrganisation'),
    ),
    ...alone(!isStaff, 'points', t('points')),
    ...alone(true, 'help', t('help')),
    ...alone(view.state === 'none', 'sign-in', t('signIn')),
  ]
}

/**
 * The page with the longest address that is a prefix of this one, with its area; the front page is a prefix
 * of none.
 */
function currentOf(areas: readonly Area[], pathname: string) {
  const isOn = (to: string): boolean =>
    pathname === to || (to.lastIndexOf('/') > 0 && pathname.startsWith(`${to}/`))
  const [nearest] = areas
    .flatMap((area) =>
      area.pages.flatMap((page) =>
        [page.to, page.beside ?? page.to].map((at) => ({ area, page, first: area.pages[0], at })),
      ),
    )
    .filter(({ at }) => isOn(at))
    .toSorted((one, other) => other.at.length - one.at.length)
  return nearest
}

function SignedIn({ name, point }: { name: string; point: string | undefined }) {
  const t = useTexts(commonTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [isRefused, setIsRefused] = useState(false)
  const leave = async (): Promise<void> => {
    setIsRefused(false)
    try {
      const leaveTo = await endSession()
      if (leaveTo === undefined) await navigate(href('signed-out'))
      else location.assign(leaveTo)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <>
      <Who>
        <span>
          <strong>{name}</strong>
          {point === undefined ? null : <Point>{point}</Point>}
        </span>
        <Button variant="secondary" onClick={() => void leave()}>
          {t('signOut')}
        </Button>
      </Who>
      {isRefused ? <NotSignedOut role="alert">{t('notSignedOut')}</NotSignedOut> : null}
    </>
  )
}

/**
 * Each language is named in itself, and the switch keeps the page, and the secret of a link behind its `#`.
 */
function Languages() {
  const t = useTexts(commonTexts)
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
  <svg
    viewBox="0 0 32 32"
    width={logoSize}
    height={logoSize}
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: logoShapes }}
  />
)

const Header = styled.header`
  background: ${colours.surface};
  border-top: ${measures.brandLine} solid ${colours.brand};
`

const Row = styled.div`
  max-width: ${measures.pageWidth};
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
  border-top: 1px solid ${colours.line};
  border-bottom: 1px solid ${colours.line};
  > div {
    padding-top: 0;
    padding-bottom: 0;
  }
`

/** As one column on a phone, where the user opens it. */
const folding = css<{ $isFolded: boolean }>`
  @media (max-width: 600px) {
    ${({ $isFolded }) => ($isFolded ? 'display: none;' : '')}
  }
`

const MainMenu = styled.nav<{ $isFolded: boolean }>`
  ${folding}
  @media (max-width: 600px) {
    order: 1;
  }
`

const PagesStrip = styled(Strip)<{ $isFolded: boolean }>`
  ${folding}
`

const MenuButton = styled(Button).attrs({ variant: 'secondary' })`
  && {
    display: none;
  }
  @media (max-width: 600px) {
    && {
      display: inline-block;
    }
  }
`

const withFocusRing = `
  &:focus-visible {
    ${focusRing};
    border-radius: ${measures.radius};
  }
`

const Name = styled(NavLink)`
  display: inline-flex;
  align-items: center;
  gap: 12px;
  font-size: 20px;
  font-weight: 600;
  line-height: 1.2;
  color: ${colours.brand};
  text-decoration: none;
  ${withFocusRing}
`

const Items = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 0 20px;
  list-style: none;
  margin: 0;
  padding: 0;
`

const ItemLink = styled(Link)`
  display: block;
  padding: 12px 0 9px;
  border-bottom: 3px solid transparent;
  color: ${colours.link};
  text-decoration: none;
  font-weight: 600;
  &:hover {
    text-decoration: underline;
  }
  &[aria-current] {
    color: ${colours.text};
    border-color: ${colours.action};
  }
  ${withFocusRing}
`

const PageItemLink = styled(ItemLink)`
  font-weight: 400;
  &[aria-current] {
    font-weight: 600;
  }
`

const LanguageLink = styled(NavLink)`
  display: block;
  padding: 8px 0;
  color: ${colours.link};
  &[aria-current='true'] {
    color: ${colours.text};
    font-weight: 600;
    text-decoration: none;
  }
  ${withFocusRing}
`

const Who = styled.div`
  display: flex;
  align-items: center;
  gap: 16px;
  padding: 6px 0;
  line-height: 1.25;
`

/** On a line of its own, under its button. */
const NotSignedOut = styled.div`
  margin-left: auto;
  padding-bottom: 12px;
`

const Point = styled.span`
  display: block;
  font-size: 14px;
  color: ${colours.muted};
`
