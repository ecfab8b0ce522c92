import { createBrowserRouter, type RouteObject } from 'react-router'
import { BrokenPage } from './layout/broken-page.tsx'
import { PageFrame, speakLanguageOf } from './layout/page-frame.tsx'
import {
  RequireAuditor,
  RequireHotline,
  RequireCaseOfficer,
  RequireOffice,
  RequireOverview,
  RequireRegistrar,
  RequireRoles,
  RequireSession,
} from './layout/require-session.tsx'
import { leaveForDocument } from './layout/leave-for-document.ts'
import { SignedOutPage } from './public/front-page.tsx'
import { NotFoundPage } from './public/not-found-page.tsx'

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
      {
        path: 'points',
        lazy: async () => ({ Component: (await import('./public/points-page.tsx')).PointsPage }),
      },
      {
        path: 'spare-points',
        lazy: async () => ({
          Component: (await import('./public/spare-points-page.tsx')).SparePointsPage,
        }),
      },
      {
        path: 'points/:pointId',
        lazy: async () => ({ Component: (await import('./public/point-page.tsx')).PointPage }),
      },
      {
        path: 'appointment',
        lazy: async () => ({
          Component: (await import('./public/appointment-page.tsx')).AppointmentPage,
        }),
      },
      {
        path: 'check-document',
        lazy: async () => ({
          Component: (await import('./documents/check-document-page.tsx')).CheckDocumentPage,
        }),
      },
      {
        path: 'sign-in',
        lazy: async () => ({ Component: (await import('./sign-in/sign-in-page.tsx')).SignInPage }),
      },
      {
        path: 'test-my-card',
        lazy: async () => ({
          Component: (await import('./public/test-card-page.tsx')).TestCardPage,
        }),
      },
      {
        path: 'confirm-address',
        lazy: async () => ({
          Component: (await import('./public/confirm-address-page.tsx')).ConfirmAddressPage,
        }),
      },
      {
        path: 'sign-in/suomi-fi',
        lazy: async () => ({
          Component: (await import('./sign-in/suomi-fi-response-page.tsx')).SuomiFiResponsePage,
        }),
      },
      {
        path: 'sign-in/card',
        lazy: async () => ({
          Component: (await import('./sign-in/tls-sign-in-response-page.tsx'))
            .TlsSignInResponsePage,
        }),
      },
      { path: 'signed-out', Component: SignedOutPage },
      {
        path: 'certificate-request',
        lazy: async () => ({
          Component: (await import('./public/certificate-request-page.tsx')).CertificateRequestPage,
        }),
      },
      {
        path: 'invitation',
        lazy: async () => ({
          Component: (await import('./organisation/invitation-page.tsx')).InvitationPage,
        }),
      },
      {
        Component: RequireSession,
        children: [
          {
            path: 'own',
            lazy: async () => ({
              Component: (await import('./own/own-cards-page.tsx')).OwnCardsPage,
            }),
          },
          {
            path: 'own/cards/:cardId/renewal',
            lazy: async () => ({
              Component: (await import('./own/renew-card-page.tsx')).RenewCardPage,
            }),
          },
          {
            path: 'own/sign-document',
            lazy: async () => ({
              Component: (await import('./documents/sign-document-page.tsx')).SignDocumentPage,
            }),
          },
          {
            path: 'own/notices',
            lazy: async () => ({
              Component: (await import('./own/own-notices-page.tsx')).OwnNoticesPage,
            }),
          },
          {
            path: 'own/cases',
            lazy: async () => ({
              Component: (await import('./cases/own-cases-page.tsx')).OwnCasesPage,
            }),
          },
          {
            path: 'own/cases/new',
            lazy: async () => ({
              Component: (await import('./cases/open-case-page.tsx')).OpenCasePage,
            }),
          },
          {
            path: 'own/cases/:caseId',
            lazy: async () => ({
              Component: (await import('./cases/own-case-page.tsx')).OwnCasePage,
            }),
          },
          {
            path: 'own/data',
            lazy: async () => ({
              Component: (await import('./own/data-export-page.tsx')).DataExportPage,
            }),
          },
          {
            path: 'own/sessions',
            lazy: async () => ({
              Component: (await import('./own/own-sessions-page.tsx')).OwnSessionsPage,
            }),
          },
          {
            path: 'own/audit-log',
            lazy: async () => ({
              Component: (await import('./own/own-audit-log-page.tsx')).OwnAuditLogPage,
            }),
          },
          {
            path: 'organisation',
            lazy: async () => ({
              Component: (await import('./organisation/own-organisations-page.tsx'))
                .OwnOrganisationsPage,
            }),
          },
          {
            path: 'organisation/password',
            lazy: async () => ({
              Component: (await import('./organisation/own-password-page.tsx')).OwnPasswordPage,
            }),
          },
          {
            path: 'organisation/:organisationId',
            lazy: async () => ({
              Component: (await import('./organisation/account-page.tsx')).AccountPage,
            }),
          },
          {
            path: 'organisation/:organisationId/people',
            lazy: async () => ({
              Component: (await import('./organisation/account-people.tsx')).AccountPeoplePage,
            }),
          },
          {
            path: 'organisation/:organisationId/facts',
            lazy: async () => ({
              Component: (await import('./organisation/facts-page.tsx')).FactsPage,
            }),
          },
          {
            path: 'organisation/:organisationId/prepared-orders',
            lazy: async () => ({
              Component: (await import('./organisation/prepared-orders-page.tsx'))
                .PreparedOrdersPage,
            }),
          },
          {
            path: 'organisation/:organisationId/prepared-orders/new',
            lazy: async () => ({
              Component: (await import('./organisation/prepare-order-page.tsx')).PrepareOrderPage,
            }),
          },
          {
            path: 'organisation/:organisationId/prepared-orders/file',
            lazy: async () => ({
              Component: (await import('./organisation/prepare-by-file-page.tsx'))
                .PrepareByFilePage,
            }),
          },
          {
            path: 'organisation/:organisationId/registrars',
            lazy: async () => ({
              Component: (await import('./organisation/registrars-page.tsx')).RegistrarsPage,
            }),
          },
          {
            path: 'organisation/:organisationId/registrars/new',
            lazy: async () => ({
              Component: (await import('./organisation/registrar-form-page.tsx')).RegistrarFormPage,
            }),
          },
          {
            path: 'organisation/:organisationId/registrars/:applicationId',
            lazy: async () => ({
              Component: (await import('./organisation/registrar-application-page.tsx'))
                .RegistrarApplicationPage,
            }),
          },
          {
            path: 'organisation/:organisationId/registrars/:applicationId/change',
            lazy: async () => ({
              Component: (await import('./organisation/registrar-form-page.tsx')).RegistrarFormPage,
            }),
          },
          {
            path: 'organisation/:organisationId/agreements',
            lazy: async () => ({
              Component: (await import('./organisation/agreements-page.tsx')).AgreementsPage,
            }),
          },
          {
            path: 'organisation/:organisationId/agreements/agreement',
            lazy: async () => ({
              Component: (await import('./organisation/draft-card-agreement-page.tsx'))
                .DraftCardAgreementPage,
            }),
          },
          {
            path: 'organisation/:organisationId/agreements/delegation',
            lazy: async () => ({
              Component: (await import('./organisation/draft-delegation-page.tsx'))
                .DraftDelegationPage,
            }),
          },
          {
            path: 'organisation/:organisationId/agreements/:documentId/change',
            lazy: async () => ({
              Component: (await import('./organisation/change-draft-page.tsx')).ChangeDraftPage,
            }),
          },
          {
            path: 'organisation/:organisationId/agreements/:documentId',
            lazy: async () => ({
              Component: (await import('./organisation/document-page.tsx')).DocumentPage,
            }),
          },
          {
            path: 'organisation/:organisationId/cases',
            lazy: async () => ({
              Component: (await import('./organisation/organisation-cases-page.tsx'))
                .OrganisationCasesPage,
            }),
          },
          {
            path: 'organisation/:organisationId/cases/:caseId',
            lazy: async () => ({
              Component: (await import('./organisation/organisation-case-page.tsx'))
                .OrganisationCasePage,
            }),
          },
          {
            path: 'organisation/:organisationId/fees',
            lazy: async () => ({
              Component: (await import('./organisation/own-fees-page.tsx')).OwnFeesPage,
            }),
          },
          {
            path: 'organisation/:organisationId/invoices/:invoiceId',
            lazy: async () => ({
              Component: (await import('./organisation/own-invoice-page.tsx')).OwnInvoicePage,
            }),
          },
          {
            path: 'organisation/:organisationId/point-fees',
            lazy: async () => ({
              Component: (await import('./organisation/operator-fees-page.tsx')).OperatorFeesPage,
            }),
          },
          {
            path: 'organisation/:organisationId/point-fees/visits',
            lazy: async () => ({
              Component: (await import('./organisation/operator-visits-page.tsx'))
                .OperatorVisitsPage,
            }),
          },
          {
            path: 'organisation/:organisationId/point-fees/:invoiceId',
            lazy: async () => ({
              Component: (await import('./organisation/operator-invoice-page.tsx'))
                .OperatorInvoicePage,
            }),
          },
          {
            path: 'organisation/:organisationId/test-cards',
            lazy: async () => ({
              Component: (await import('./organisation/test-cards-page.tsx')).TestCardsPage,
            }),
          },
          {
            path: 'organisation/:organisationId/certificates',
            lazy: async () => ({
              Component: (await import('./organisation/certificates-page.tsx')).CertificatesPage,
            }),
          },
          {
            path: 'organisation/:organisationId/certificates/new',
            lazy: async () => ({
              Component: (await import('./organisation/application-form-page.tsx'))
                .ApplicationFormPage,
            }),
          },
          {
            path: 'organisation/:organisationId/certificates/:applicationId',
            lazy: async () => ({
              Component: (await import('./organisation/application-page.tsx')).ApplicationPage,
            }),
          },
          {
            path: 'organisation/:organisationId/supplier-requested-certificates/:applicationId',
            lazy: async () => ({
              Component: (await import('./organisation/supplier-requested-certificate-page.tsx'))
                .SupplierRequestedCertificatePage,
            }),
          },
          {
            path: 'organisation/:organisationId/approvals/new',
            lazy: async () => ({
              Component: (await import('./organisation/approval-form-page.tsx')).ApprovalFormPage,
            }),
          },
          {
            path: 'organisation/:organisationId/approvals/:approvalId',
            lazy: async () => ({
              Component: (await import('./organisation/approval-page.tsx')).ApprovalPage,
            }),
          },
          {
            path: 'organisation/:organisationId/certificates/:applicationId/change',
            lazy: async () => ({
              Component: (await import('./organisation/application-form-page.tsx'))
                .ApplicationFormPage,
            }),
          },
          {
            path: 'desk',
            Component: RequireRegistrar,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('./desk/visitor-page.tsx')).VisitorPage,
                }),
              },
              {
                path: 'day',
                lazy: async () => ({
                  Component: (await import('./desk/day-page.tsx')).DayPage,
                }),
              },
              {
                path: 'order',
                lazy: async () => ({
                  Component: (await import('./desk/order-form-page.tsx')).OrderFormPage,
                }),
              },
              {
                path: 'order/:product',
                lazy: async () => ({
                  Component: (await import('./desk/order-form-page.tsx')).OrderFormPage,
                }),
              },
              {
                path: 'orders',
                lazy: async () => ({
                  Component: (await import('./desk/orders-page.tsx')).OrdersPage,
                }),
              },
              {
                path: 'orders/:orderId',
                lazy: async () => ({
                  Component: (await import('./desk/order-page.tsx')).OrderPage,
                }),
              },
              {
                path: 'cards',
                lazy: async () => ({
                  Component: (await import('./desk/cards-page.tsx')).CardsPage,
                }),
              },
              {
                path: 'persons/:personId/inquiry',
                lazy: async () => ({
                  Component: (await import('./desk/raise-inquiry-page.tsx')).RaiseInquiryPage,
                }),
              },
              {
                path: 'inquiries',
                lazy: async () => ({
                  Component: (await import('./identification/inquiries-page.tsx')).InquiriesPage,
                }),
              },
              {
                path: 'inquiries/:inquiryId',
                lazy: async () => ({
                  Component: (await import('./identification/inquiry-page.tsx')).InquiryPage,
                }),
              },
              {
                path: 'spare-cards',
                lazy: async () => ({
                  Component: (await import('./desk/spare-cards-page.tsx')).SpareCardsPage,
                }),
              },
              {
                path: 'complaints',
                lazy: async () => ({
                  Component: (await import('./desk/complaints-page.tsx')).ComplaintsPage,
                }),
              },
              {
                path: 'uncollected',
                lazy: async () => ({
                  Component: (await import('./desk/uncollected-page.tsx')).UncollectedPage,
                }),
              },
              {
                path: 'spare-cards/return',
                lazy: async () => ({
                  Component: (await import('./desk/take-back.tsx')).TakeBackPage,
                }),
              },
              {
                path: 'cards/:cardId/new-code',
                lazy: async () => ({
                  Component: (await import('./desk/new-code-page.tsx')).NewCodePage,
                }),
              },
              {
                path: 'cards/:cardId/spare-card',
                lazy: async () => ({
                  Component: (await import('./desk/start-spare-card-page.tsx')).StartSpareCardPage,
                }),
              },
              {
                path: 'spare-cards/:spareCardId',
                lazy: async () => ({
                  Component: (await import('./desk/spare-card-page.tsx')).SpareCardPage,
                }),
              },
              {
                path: 'cards/:cardId',
                lazy: async () => ({ Component: (await import('./desk/card-page.tsx')).CardPage }),
              },
            ],
          },
          {
            path: 'hotline',
            Component: RequireHotline,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('./hotline/hotline-page.tsx')).HotlinePage,
                }),
              },
              {
                path: 'calls',
                lazy: async () => ({
                  Component: (await import('./hotline/calls-page.tsx')).CallsPage,
                }),
              },
              {
                path: 'calls/:callId',
                lazy: async () => ({
                  Component: (await import('./hotline/call-page.tsx')).CallPage,
                }),
              },
            ],
          },
          {
            path: 'operations',
            children: [
              {
                Component: RequireOverview,
                children: [
                  {
                    index: true,
                    lazy: async () => ({
                      Component: (await import('./operations/overview-page.tsx')).OverviewPage,
                    }),
                  },
                  {
                    path: 'production',
                    lazy: async () => ({
                      Component: (await import('./operations/production-page.tsx')).ProductionPage,
                    }),
                  },
                  {
                    path: 'letters',
                    lazy: async () => ({
                      Component: (await import('./operations/letters-page.tsx')).LettersPage,
                    }),
                  },
                  {
                    path: 'programs',
                    lazy: async () => ({
                      Component: (await import('./operations/clients-page.tsx')).ClientsPage,
                    }),
                  },
                  {
                    path: 'incidents',
                    lazy: async () => ({
                      Component: (await import('./operations/incidents-page.tsx')).IncidentsPage,
                    }),
                  },
                  {
                    path: 'registers',
                    lazy: async () => ({
                      Component: (await import('./operations/registers-page.tsx')).RegistersPage,
                    }),
                  },
                ],
              },
              {
                Component: RequireRoles,
                children: [
                  {
                    path: 'roles',
                    lazy: async () => ({
                      Component: (await import('./operations/roles-page.tsx')).RolesPage,
                    }),
                  },
                ],
              },
              {
                Component: RequireCaseOfficer,
                children: [
                  {
                    path: 'uncollected',
                    lazy: async () => ({
                      Component: (await import('./desk/uncollected-page.tsx')).ReturnedCardsPage,
                    }),
                  },
                  {
                    path: 'inquiries',
                    lazy: async () => ({
                      Component: (await import('./identification/inquiries-page.tsx'))
                        .InquiriesPage,
                    }),
                  },
                  {
                    path: 'inquiries/:inquiryId',
                    lazy: async () => ({
                      Component: (await import('./identification/inquiry-page.tsx')).InquiryPage,
                    }),
                  },
                ],
              },
              {
                Component: RequireOffice,
                children: [
                  {
                    path: 'registrars',
                    lazy: async () => ({
                      Component: (await import('./operations/registrar-queue-page.tsx'))
                        .RegistrarQueuePage,
                    }),
                  },
                  {
                    path: 'registrars/:applicationId',
                    lazy: async () => ({
                      Component: (await import('./operations/queued-registrar-page.tsx'))
                        .QueuedRegistrarPage,
                    }),
                  },
                  {
                    path: 'certificate-queue',
                    lazy: async () => ({
                      Component: (await import('./operations/certificate-queue-page.tsx'))
                        .CertificateQueuePage,
                    }),
                  },
                  {
                    path: 'enrolment-approvals',
                    lazy: async () => ({
                      Component: (await import('./operations/approvals-in-force-page.tsx'))
                        .ApprovalsInForcePage,
                    }),
                  },
                  {
                    path: 'enrolment-approvals/:approvalId',
                    lazy: async () => ({
                      Component: (await import('./operations/queued-approval-page.tsx'))
                        .QueuedApprovalPage,
                    }),
                  },
                  {
                    path: 'outdated-certificates',
                    lazy: async () => ({
                      Component: (await import('./operations/outdated-certificates-page.tsx'))
                        .OutdatedCertificatesPage,
                    }),
                  },
                  {
                    path: 'certificate-queue/:applicationId',
                    lazy: async () => ({
                      Component: (await import('./operations/queued-application-page.tsx'))
                        .QueuedApplicationPage,
                    }),
                  },
                  {
                    path: 'complaints',
                    lazy: async () => ({
                      Component: (await import('./operations/complaint-figures-page.tsx'))
                        .ComplaintFiguresPage,
                    }),
                  },
                  {
                    path: 'cases',
                    lazy: async () => ({
                      Component: (await import('./cases/cases-page.tsx')).CasesPage,
                    }),
                  },
                  {
                    path: 'cases/:caseId',
                    lazy: async () => ({
                      Component: (await import('./cases/case-page.tsx')).CasePage,
                    }),
                  },
                  {
                    path: 'statistics',
                    lazy: async () => ({
                      Component: (await import('./office/statistics-page.tsx')).StatisticsPage,
                    }),
                  },
                  {
                    path: 'account-requests',
                    lazy: async () => ({
                      Component: (await import('./operations/account-requests-page.tsx'))
                        .AccountRequestsPage,
                    }),
                  },
                  {
                    path: 'points',
                    lazy: async () => ({
                      Component: (await import('./office/points-page.tsx')).OfficePointsPage,
                    }),
                  },
                  {
                    path: 'points/new',
                    lazy: async () => ({
                      Component: (await import('./office/point-form-page.tsx')).EnterPointPage,
                    }),
                  },
                  {
                    path: 'points/:pointId',
                    lazy: async () => ({
                      Component: (await import('./office/point-page.tsx')).OfficePointPage,
                    }),
                  },
                  {
                    path: 'points/:pointId/change',
                    lazy: async () => ({
                      Component: (await import('./office/point-form-page.tsx')).ChangePointPage,
                    }),
                  },
                  {
                    path: 'organisations',
                    lazy: async () => ({
                      Component: (await import('./office/organisations-page.tsx'))
                        .OrganisationsPage,
                    }),
                  },
                  {
                    path: 'organisations/:organisationId/fees',
                    lazy: async () => ({
                      Component: (await import('./operations/organisation-fees-page.tsx'))
                        .OrganisationFeesPage,
                    }),
                  },
                  {
                    path: 'prices',
                    lazy: async () => ({
                      Component: (await import('./operations/prices-page.tsx')).PricesPage,
                    }),
                  },
                  {
                    path: 'invoices',
                    lazy: async () => ({
                      Component: (await import('./operations/invoices-page.tsx')).InvoicesPage,
                    }),
                  },
                  {
                    path: 'invoices/:invoiceId',
                    lazy: async () => ({
                      Component: (await import('./operations/invoice-page.tsx')).InvoicePage,
                    }),
                  },
                  {
                    path: 'organisations/new',
                    lazy: async () => ({
                      Component: (await import('./office/enter-organisation-page.tsx'))
                        .EnterOrganisationPage,
                    }),
                  },
                  {
                    path: 'organisations/:organisationId/change',
                    lazy: async () => ({
                      Component: (await import('./office/change-organisation-page.tsx'))
                        .ChangeOrganisationPage,
                    }),
                  },
                  {
                    path: 'organisations/:organisationId/agreement',
                    lazy: async () => ({
                      Component: (await import('./office/enter-card-agreement-page.tsx'))
                        .EnterCardAgreementPage,
                    }),
                  },
                  {
                    path: 'organisations/:organisationId/delegation',
                    lazy: async () => ({
                      Component: (await import('./office/enter-delegation-page.tsx'))
                        .EnterDelegationPage,
                    }),
                  },
                  {
                    path: 'organisations/:organisationId',
                    lazy: async () => ({
                      Component: (await import('./office/organisation-page.tsx')).OrganisationPage,
                    }),
                  },
                ],
              },
              {
                Component: RequireAuditor,
                children: [
                  {
                    path: 'audit-log',
                    lazy: async () => ({
                      Component: (await import('./operations/audit-log-page.tsx')).AuditLogPage,
                    }),
                  },
                  {
                    path: 'audit-log/:entryId',
                    lazy: async () => ({
                      Component: (await import('./operations/entry-page.tsx')).EntryPage,
                    }),
                  },
                  {
                    path: 'audit-log-check',
                    lazy: async () => ({
                      Component: (await import('./operations/audit-log-check-page.tsx'))
                        .AuditLogCheckPage,
                    }),
                  },
                ],
              },
            ],
          },
        ],
      },
      { path: '*', loader: leaveForDocument, Component: NotFoundPage },
    ],
  },
]

/** Renders the page of the address at once, so the texts must be loaded before. */
export const startRouter = () => createBrowserRouter(routes)
