import type { RouteObject } from 'react-router'
import { guard } from '../layout/guard.ts'
import { page, routesOf } from '../layout/pages.ts'

const officePages = routesOf({
  registrars: {
    '': page(() => import('./registrar-queue-page.tsx'), 'RegistrarQueuePage'),
    ':applicationId': page(() => import('./queued-registrar-page.tsx'), 'QueuedRegistrarPage'),
  },
  'certificate-queue': {
    '': page(() => import('./certificate-queue-page.tsx'), 'CertificateQueuePage'),
    ':applicationId': page(() => import('./queued-application-page.tsx'), 'QueuedApplicationPage'),
  },
  'enrolment-approvals': {
    '': page(() => import('./approvals-in-force-page.tsx'), 'ApprovalsInForcePage'),
    ':approvalId': page(() => import('./queued-approval-page.tsx'), 'QueuedApprovalPage'),
  },
  'outdated-certificates': page(
    () => import('./outdated-certificates-page.tsx'),
    'OutdatedCertificatesPage',
  ),
  complaints: page(() => import('./complaint-figures-page.tsx'), 'ComplaintFiguresPage'),
  'blank-orders': page(() => import('../stock/blank-orders-page.tsx'), 'BlankOrdersPage'),
  'blank-orders/:orderId': page(() => import('../stock/blank-order-page.tsx'), 'BlankOrderPage'),
  cases: page(() => import('../cases/cases-page.tsx'), 'CasesPage'),
  'cases/:caseId': page(() => import('../cases/case-page.tsx'), 'CasePage'),
  statistics: page(() => import('../office/statistics-page.tsx'), 'StatisticsPage'),
  'account-requests': page(() => import('./account-requests-page.tsx'), 'AccountRequestsPage'),
  points: page(() => import('../office/points-page.tsx'), 'OfficePointsPage'),
  'points/new': page(() => import('../office/point-form-page.tsx'), 'EnterPointPage'),
  'points/:pointId': page(() => import('../office/point-page.tsx'), 'OfficePointPage'),
  'points/:pointId/change': page(() => import('../office/point-form-page.tsx'), 'ChangePointPage'),
  'point-prices/:proposalId': page(
    () => import('../office/price-proposal-page.tsx'),
    'PriceProposalPage',
  ),
  organisations: page(() => import('../office/organisations-page.tsx'), 'OrganisationsPage'),
  'organisations/:organisationId': {
    '': page(() => import('../office/organisation-page.tsx'), 'OrganisationPage'),
    fees: page(() => import('./organisation-fees-page.tsx'), 'OrganisationFeesPage'),
    change: page(() => import('../office/change-organisation-page.tsx'), 'ChangeOrganisationPage'),
    agreement: page(
      () => import('../office/enter-card-agreement-page.tsx'),
      'EnterCardAgreementPage',
    ),
    delegation: page(() => import('../office/enter-delegation-page.tsx'), 'EnterDelegationPage'),
  },
  prices: page(() => import('./prices-page.tsx'), 'PricesPage'),
  settings: page(() => import('./settings-page.tsx'), 'SettingsPage'),
  'point-services': page(() => import('./point-services-page.tsx'), 'PointServicesPage'),
  'right-rules': page(() => import('./right-rules-page.tsx'), 'RightRulesPage'),
  invoices: page(() => import('./invoices-page.tsx'), 'InvoicesPage'),
  payments: page(() => import('./payments-page.tsx'), 'PaymentsPage'),
  'invoices/:invoiceId': page(() => import('./invoice-page.tsx'), 'InvoicePage'),
  'organisations/new': page(
    () => import('../office/enter-organisation-page.tsx'),
    'EnterOrganisationPage',
  ),
})

const overviewPages = routesOf({
  '': page(() => import('./overview-page.tsx'), 'OverviewPage'),
  'paused-crls/:pauseId': page(
    () => import('./paused-revocations-page.tsx'),
    'PausedRevocationsPage',
  ),
  production: page(() => import('./production-page.tsx'), 'ProductionPage'),
  letters: page(() => import('./letters-page.tsx'), 'LettersPage'),
  programs: page(() => import('./clients-page.tsx'), 'ClientsPage'),
  incidents: page(() => import('./incidents-page.tsx'), 'IncidentsPage'),
  registers: page(() => import('./registers-page.tsx'), 'RegistersPage'),
})

const rolesPages = routesOf({
  roles: page(() => import('./roles-page.tsx'), 'RolesPage'),
})

const inboxPages = routesOf({
  inbox: page(() => import('../inbox/inbox-page.tsx'), 'InboxPage'),
})

const caseOfficerPages = routesOf({
  'look-ups': page(() => import('./look-ups-page.tsx'), 'LookUpsPage'),
  uncollected: page(() => import('../desk/uncollected-page.tsx'), 'ReturnedCardsPage'),
  inquiries: page(() => import('../identification/inquiries-page.tsx'), 'InquiriesPage'),
  'inquiries/:inquiryId': page(() => import('../identification/inquiry-page.tsx'), 'InquiryPage'),
})

const auditPages = routesOf({
  'audit-log': page(() => import('./audit-log-page.tsx'), 'AuditLogPage'),
  'audit-log/history/:kind/:id': page(() => import('./audit-history-page.tsx'), 'AuditHistoryPage'),
  'audit-log/:entryId': page(() => import('./entry-page.tsx'), 'EntryPage'),
  'audit-log-check': page(() => import('./audit-log-check-page.tsx'), 'AuditLogCheckPage'),
})

/** The pages of the office, of CA officers and of auditors. */
export const operationsPages: RouteObject[] = [
  { lazy: guard('RequireOverview'), children: overviewPages },
  { lazy: guard('RequireRoles'), children: rolesPages },
  { lazy: guard('RequireInbox'), children: inboxPages },
  { lazy: guard('RequireCaseOfficer'), children: caseOfficerPages },
  { lazy: guard('RequireOffice'), children: officePages },
  { lazy: guard('RequireAuditor'), children: auditPages },
]
