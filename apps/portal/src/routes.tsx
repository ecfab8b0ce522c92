import { createBrowserRouter, type RouteObject } from 'react-router'
import { BrokenPage } from './layout/broken-page.tsx'
import { PageFrame, speakLanguageOf } from './layout/page-frame.tsx'
import { page, routesOf } from './layout/pages.ts'
import { leaveForDocument } from './layout/leave-for-document.ts'
import type * as guards from './layout/require-session.tsx'
import { NotFoundPage } from './public/not-found-page.tsx'

/** What a part of the portal needs before its pages are shown. */
const guard = (name: keyof typeof guards) =>
  page(() => import('./layout/require-session.tsx'), name)

const publicPages = routesOf({
  points: page(() => import('./public/points-page.tsx'), 'PointsPage'),
  'spare-points': page(() => import('./public/spare-points-page.tsx'), 'SparePointsPage'),
  'points/:pointId': page(() => import('./public/point-page.tsx'), 'PointPage'),
  appointment: page(() => import('./public/appointment-page.tsx'), 'AppointmentPage'),
  'check-document': page(() => import('./documents/check-document-page.tsx'), 'CheckDocumentPage'),
  'sign-in': {
    '': page(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
    'suomi-fi': page(() => import('./sign-in/suomi-fi-response-page.tsx'), 'SuomiFiResponsePage'),
    card: page(() => import('./sign-in/tls-sign-in-response-page.tsx'), 'TlsSignInResponsePage'),
  },
  'test-my-card': page(() => import('./public/test-card-page.tsx'), 'TestCardPage'),
  'confirm-address': page(() => import('./public/confirm-address-page.tsx'), 'ConfirmAddressPage'),
  'contact-form': page(() => import('./public/contact-form-page.tsx'), 'ContactFormPage'),
  'contact-message': page(() => import('./public/contact-message-page.tsx'), 'ContactMessagePage'),
  'certificate-request': page(
    () => import('./public/certificate-request-page.tsx'),
    'CertificateRequestPage',
  ),
  invitation: page(() => import('./organisation/invitation-page.tsx'), 'InvitationPage'),
})

const ownPages = routesOf({
  own: {
    '': page(() => import('./own/own-cards-page.tsx'), 'OwnCardsPage'),
    'cards/:cardId/renewal': page(() => import('./own/renew-card-page.tsx'), 'RenewCardPage'),
    'sign-document': page(() => import('./documents/sign-document-page.tsx'), 'SignDocumentPage'),
    notices: page(() => import('./own/own-notices-page.tsx'), 'OwnNoticesPage'),
    cases: page(() => import('./cases/own-cases-page.tsx'), 'OwnCasesPage'),
    'cases/new': page(() => import('./cases/open-case-page.tsx'), 'OpenCasePage'),
    'cases/:caseId': page(() => import('./cases/own-case-page.tsx'), 'OwnCasePage'),
    data: page(() => import('./own/data-export-page.tsx'), 'DataExportPage'),
    sessions: page(() => import('./own/own-sessions-page.tsx'), 'OwnSessionsPage'),
    'audit-log': page(() => import('./own/own-audit-log-page.tsx'), 'OwnAuditLogPage'),
  },
  organisation: {
    '': page(() => import('./organisation/own-organisations-page.tsx'), 'OwnOrganisationsPage'),
    password: page(() => import('./organisation/own-password-page.tsx'), 'OwnPasswordPage'),
  },
})

const organisationPages = routesOf({
  '': page(() => import('./organisation/account-page.tsx'), 'AccountPage'),
  people: page(() => import('./organisation/account-people.tsx'), 'AccountPeoplePage'),
  facts: page(() => import('./organisation/facts-page.tsx'), 'FactsPage'),
  cards: page(() => import('./organisation/employee-cards-page.tsx'), 'EmployeeCardsPage'),
  'prepared-orders': {
    '': page(() => import('./organisation/prepared-orders-page.tsx'), 'PreparedOrdersPage'),
    new: page(() => import('./organisation/prepare-order-page.tsx'), 'PrepareOrderPage'),
    file: page(() => import('./organisation/prepare-by-file-page.tsx'), 'PrepareByFilePage'),
  },
  'api-keys': page(() => import('./organisation/api-keys-page.tsx'), 'ApiKeysPage'),
  directory: page(() => import('./organisation/directory-page.tsx'), 'DirectoryPage'),
  'employment-ends': {
    '': page(() => import('./organisation/employment-ends-page.tsx'), 'EmploymentEndsPage'),
    new: page(() => import('./organisation/employment-end-page.tsx'), 'EmploymentEndPage'),
    file: page(
      () => import('./organisation/employment-ends-file-page.tsx'),
      'EmploymentEndsFilePage',
    ),
  },
  registrars: {
    '': page(() => import('./organisation/registrars-page.tsx'), 'RegistrarsPage'),
    new: page(() => import('./organisation/registrar-form-page.tsx'), 'RegistrarFormPage'),
    ':applicationId': page(
      () => import('./organisation/registrar-application-page.tsx'),
      'RegistrarApplicationPage',
    ),
    ':applicationId/change': page(
      () => import('./organisation/registrar-form-page.tsx'),
      'RegistrarFormPage',
    ),
  },
  agreements: {
    '': page(() => import('./organisation/agreements-page.tsx'), 'AgreementsPage'),
    agreement: page(
      () => import('./organisation/draft-card-agreement-page.tsx'),
      'DraftCardAgreementPage',
    ),
    delegation: page(
      () => import('./organisation/draft-delegation-page.tsx'),
      'DraftDelegationPage',
    ),
    ':documentId/change': page(
      () => import('./organisation/change-draft-page.tsx'),
      'ChangeDraftPage',
    ),
    ':documentId': page(() => import('./organisation/document-page.tsx'), 'DocumentPage'),
  },
  cases: page(() => import('./organisation/organisation-cases-page.tsx'), 'OrganisationCasesPage'),
  'cases/:caseId': page(
    () => import('./organisation/organisation-case-page.tsx'),
    'OrganisationCasePage',
  ),
  fees: page(() => import('./organisation/own-fees-page.tsx'), 'OwnFeesPage'),
  'invoices/:invoiceId': page(
    () => import('./organisation/own-invoice-page.tsx'),
    'OwnInvoicePage',
  ),
  'point-prices': page(() => import('./organisation/point-prices-page.tsx'), 'PointPricesPage'),
  'point-fees': {
    '': page(() => import('./organisation/operator-fees-page.tsx'), 'OperatorFeesPage'),
    visits: page(() => import('./organisation/operator-visits-page.tsx'), 'OperatorVisitsPage'),
    ':invoiceId': page(
      () => import('./organisation/operator-invoice-page.tsx'),
      'OperatorInvoicePage',
    ),
  },
  'test-cards': page(() => import('./organisation/test-cards-page.tsx'), 'TestCardsPage'),
  certificates: {
    '': page(() => import('./organisation/certificates-page.tsx'), 'CertificatesPage'),
    new: page(() => import('./organisation/application-form-page.tsx'), 'ApplicationFormPage'),
    ':applicationId': page(() => import('./organisation/application-page.tsx'), 'ApplicationPage'),
    ':applicationId/change': page(
      () => import('./organisation/application-form-page.tsx'),
      'ApplicationFormPage',
    ),
  },
  'supplier-requested-certificates/:applicationId': page(
    () => import('./organisation/supplier-requested-certificate-page.tsx'),
    'SupplierRequestedCertificatePage',
  ),
  'approvals/new': page(() => import('./organisation/approval-form-page.tsx'), 'ApprovalFormPage'),
  'approvals/:approvalId': page(() => import('./organisation/approval-page.tsx'), 'ApprovalPage'),
})

const deskPages = routesOf({
  '': page(() => import('./desk/visitor-page.tsx'), 'VisitorPage'),
  day: page(() => import('./desk/day-page.tsx'), 'DayPage'),
  'visits/:visitId/receipt': page(() => import('./desk/receipt-page.tsx'), 'ReceiptPage'),
  order: page(() => import('./desk/order-form-page.tsx'), 'OrderFormPage'),
  'order/:product': page(() => import('./desk/order-form-page.tsx'), 'OrderFormPage'),
  orders: page(() => import('./desk/orders-page.tsx'), 'OrdersPage'),
  'orders/:orderId': page(() => import('./desk/order-page.tsx'), 'OrderPage'),
  cards: page(() => import('./desk/cards-page.tsx'), 'CardsPage'),
  'persons/:personId/inquiry': page(
    () => import('./desk/raise-inquiry-page.tsx'),
    'RaiseInquiryPage',
  ),
  inquiries: page(() => import('./identification/inquiries-page.tsx'), 'InquiriesPage'),
  'inquiries/:inquiryId': page(() => import('./identification/inquiry-page.tsx'), 'InquiryPage'),
  'spare-cards': {
    '': page(() => import('./desk/spare-cards-page.tsx'), 'SpareCardsPage'),
    return: page(() => import('./desk/take-back.tsx'), 'TakeBackPage'),
    ':spareCardId': page(() => import('./desk/spare-card-page.tsx'), 'SpareCardPage'),
  },
  complaints: page(() => import('./desk/complaints-page.tsx'), 'ComplaintsPage'),
  'blank-orders': page(() => import('./stock/blank-orders-page.tsx'), 'BlankOrdersPage'),
  'blank-orders/new': page(() => import('./stock/order-blanks-page.tsx'), 'OrderBlanksPage'),
  'blank-orders/:orderId': page(() => import('./stock/blank-order-page.tsx'), 'BlankOrderPage'),
  uncollected: page(() => import('./desk/uncollected-page.tsx'), 'UncollectedPage'),
  'cards/:cardId/new-code': page(() => import('./desk/new-code-page.tsx'), 'NewCodePage'),
  'cards/:cardId/spare-card': page(
    () => import('./desk/start-spare-card-page.tsx'),
    'StartSpareCardPage',
  ),
  'cards/:cardId': page(() => import('./desk/card-page.tsx'), 'CardPage'),
})

const hotlinePages = routesOf({
  '': page(() => import('./hotline/hotline-page.tsx'), 'HotlinePage'),
  calls: page(() => import('./hotline/calls-page.tsx'), 'CallsPage'),
  'calls/:callId': page(() => import('./hotline/call-page.tsx'), 'CallPage'),
})

const officePages = routesOf({
  registrars: {
    '': page(() => import('./operations/registrar-queue-page.tsx'), 'RegistrarQueuePage'),
    ':applicationId': page(
      () => import('./operations/queued-registrar-page.tsx'),
      'QueuedRegistrarPage',
    ),
  },
  'certificate-queue': {
    '': page(() => import('./operations/certificate-queue-page.tsx'), 'CertificateQueuePage'),
    ':applicationId': page(
      () => import('./operations/queued-application-page.tsx'),
      'QueuedApplicationPage',
    ),
  },
  'enrolment-approvals': {
    '': page(() => import('./operations/approvals-in-force-page.tsx'), 'ApprovalsInForcePage'),
    ':approvalId': page(
      () => import('./operations/queued-approval-page.tsx'),
      'QueuedApprovalPage',
    ),
  },
  'outdated-certificates': page(
    () => import('./operations/outdated-certificates-page.tsx'),
    'OutdatedCertificatesPage',
  ),
  complaints: page(() => import('./operations/complaint-figures-page.tsx'), 'ComplaintFiguresPage'),
  'blank-orders': page(() => import('./stock/blank-orders-page.tsx'), 'BlankOrdersPage'),
  'blank-orders/:orderId': page(() => import('./stock/blank-order-page.tsx'), 'BlankOrderPage'),
  cases: page(() => import('./cases/cases-page.tsx'), 'CasesPage'),
  'cases/:caseId': page(() => import('./cases/case-page.tsx'), 'CasePage'),
  statistics: page(() => import('./office/statistics-page.tsx'), 'StatisticsPage'),
  'account-requests': page(
    () => import('./operations/account-requests-page.tsx'),
    'AccountRequestsPage',
  ),
  points: page(() => import('./office/points-page.tsx'), 'OfficePointsPage'),
  'points/new': page(() => import('./office/point-form-page.tsx'), 'EnterPointPage'),
  'points/:pointId': page(() => import('./office/point-page.tsx'), 'OfficePointPage'),
  'points/:pointId/change': page(() => import('./office/point-form-page.tsx'), 'ChangePointPage'),
  'point-prices/:proposalId': page(
    () => import('./office/price-proposal-page.tsx'),
    'PriceProposalPage',
  ),
  organisations: page(() => import('./office/organisations-page.tsx'), 'OrganisationsPage'),
  'organisations/:organisationId': {
    '': page(() => import('./office/organisation-page.tsx'), 'OrganisationPage'),
    fees: page(() => import('./operations/organisation-fees-page.tsx'), 'OrganisationFeesPage'),
    change: page(() => import('./office/change-organisation-page.tsx'), 'ChangeOrganisationPage'),
    agreement: page(
      () => import('./office/enter-card-agreement-page.tsx'),
      'EnterCardAgreementPage',
    ),
    delegation: page(() => import('./office/enter-delegation-page.tsx'), 'EnterDelegationPage'),
  },
  prices: page(() => import('./operations/prices-page.tsx'), 'PricesPage'),
  settings: page(() => import('./operations/settings-page.tsx'), 'SettingsPage'),
  'point-services': page(() => import('./operations/point-services-page.tsx'), 'PointServicesPage'),
  'right-rules': page(() => import('./operations/right-rules-page.tsx'), 'RightRulesPage'),
  invoices: page(() => import('./operations/invoices-page.tsx'), 'InvoicesPage'),
  payments: page(() => import('./operations/payments-page.tsx'), 'PaymentsPage'),
  'invoices/:invoiceId': page(() => import('./operations/invoice-page.tsx'), 'InvoicePage'),
  'organisations/new': page(
    () => import('./office/enter-organisation-page.tsx'),
    'EnterOrganisationPage',
  ),
})

const overviewPages = routesOf({
  '': page(() => import('./operations/overview-page.tsx'), 'OverviewPage'),
  production: page(() => import('./operations/production-page.tsx'), 'ProductionPage'),
  letters: page(() => import('./operations/letters-page.tsx'), 'LettersPage'),
  programs: page(() => import('./operations/clients-page.tsx'), 'ClientsPage'),
  incidents: page(() => import('./operations/incidents-page.tsx'), 'IncidentsPage'),
  registers: page(() => import('./operations/registers-page.tsx'), 'RegistersPage'),
})

const rolesPages = routesOf({
  roles: page(() => import('./operations/roles-page.tsx'), 'RolesPage'),
})

const inboxPages = routesOf({
  inbox: page(() => import('./inbox/inbox-page.tsx'), 'InboxPage'),
})

const caseOfficerPages = routesOf({
  'look-ups': page(() => import('./operations/look-ups-page.tsx'), 'LookUpsPage'),
  uncollected: page(() => import('./desk/uncollected-page.tsx'), 'ReturnedCardsPage'),
  inquiries: page(() => import('./identification/inquiries-page.tsx'), 'InquiriesPage'),
  'inquiries/:inquiryId': page(() => import('./identification/inquiry-page.tsx'), 'InquiryPage'),
})

const auditPages = routesOf({
  'audit-log': page(() => import('./operations/audit-log-page.tsx'), 'AuditLogPage'),
  'audit-log/history/:kind/:id': page(
    () => import('./operations/audit-history-page.tsx'),
    'AuditHistoryPage',
  ),
  'audit-log/:entryId': page(() => import('./operations/entry-page.tsx'), 'EntryPage'),
  'audit-log-check': page(
    () => import('./operations/audit-log-check-page.tsx'),
    'AuditLogCheckPage',
  ),
})

const operationsPages: RouteObject[] = [
  { lazy: guard('RequireOverview'), children: overviewPages },
  { lazy: guard('RequireRoles'), children: rolesPages },
  { lazy: guard('RequireInbox'), children: inboxPages },
  { lazy: guard('RequireCaseOfficer'), children: caseOfficerPages },
  { lazy: guard('RequireOffice'), children: officePages },
  { lazy: guard('RequireAuditor'), children: auditPages },
]

/** Every address of the portal, the same in all languages; parts behind the sign-in are loaded on demand. */
const routes: RouteObject[] = [
  {
    path: '/:language',
    Component: PageFrame,
    loader: speakLanguageOf,
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { index: true, loader: leaveForDocument, Component: NotFoundPage },
      ...publicPages,
      { path: 'signed-out', lazy: page(() => import('./public/front-page.tsx'), 'SignedOutPage') },
      {
        lazy: guard('RequireSession'),
        children: [
          ...ownPages,
          { path: 'organisation/:organisationId', children: organisationPages },
          { path: 'desk', lazy: guard('RequireRegistrar'), children: deskPages },
          { path: 'hotline', lazy: guard('RequireHotline'), children: hotlinePages },
          { path: 'operations', children: operationsPages },
        ],
      },
      { path: '*', loader: leaveForDocument, Component: NotFoundPage },
    ],
  },
]

/** Renders the page of the address at once, so the texts must be loaded before. */
export const startRouter = () => createBrowserRouter(routes)
