import { createBrowserRouter, type RouteObject } from 'react-router'
import { BrokenPage } from './layout/broken-page.tsx'
import { PageFrame, speakLanguageOf } from './layout/page-frame.tsx'
import { page, routesOf } from './layout/pages.ts'
import { leaveForDocument } from './layout/leave-for-document.ts'
import { guard } from './layout/guard.ts'
import { operationsPages } from './operations/routes.ts'
import { NotFoundPage } from './public/not-found-page.tsx'

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
  activity: page(() => import('./organisation/activity-page.tsx'), 'ActivityPage'),
  'api-keys': page(() => import('./organisation/api-keys-page.tsx'), 'ApiKeysPage'),
  webhooks: {
    '': page(() => import('./organisation/webhooks-page.tsx'), 'WebhooksPage'),
    ':endpointId': page(() => import('./organisation/webhook-page.tsx'), 'WebhookPage'),
  },
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
          {
            path: 'advice-desk',
            lazy: guard('RequireAdviceDesk'),
            children: routesOf({
              '': page(() => import('./advice-desk/advice-desk-page.tsx'), 'AdviceDeskPage'),
            }),
          },
          { path: 'operations', children: operationsPages },
        ],
      },
      { path: '*', loader: leaveForDocument, Component: NotFoundPage },
    ],
  },
]

/** Renders the page of the address at once, so the texts must be loaded before. */
export const startRouter = () => createBrowserRouter(routes)
