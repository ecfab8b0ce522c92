import { authenticationApi } from '#identity/authentication/index.ts'
import { passwordsApi } from '#identity/passwords/index.ts'
import { rolesApi } from '#identity/permissions/index.ts'
import { accountApi } from '#organisations/accounts/index.ts'
import { agreementApi } from '#organisations/agreements/index.ts'
import { employmentApi } from '#organisations/employments/index.ts'
import { registrarApi } from '#organisations/registrars/index.ts'
import { organisationApi } from '#organisations/registry/index.ts'
import { acmeApi } from '#services/acme/index.ts'
import { documentApi } from '#services/document-signing/index.ts'
import { serviceCertificateApi } from '#services/service-certificates/index.ts'
import { auditApi } from '#audit/index.ts'
import { certifiesPeople } from '#pki/ca/index.ts'
import { statusApi } from '#pki/crl/index.ts'
import { certificateApi, clientApi } from '#pki/issuance/index.ts'
import { chargeApi } from '#billing/charges/index.ts'
import { disputeApi } from '#billing/disputes/index.ts'
import { invoiceApi } from '#billing/invoices/index.ts'
import { operatorFeeApi } from '#billing/operator-fees/index.ts'
import { cardRelayApi } from '#cards/card-relay/index.ts'
import { complaintApi } from '#cards/complaints/index.ts'
import { letterApi } from '#cards/letters/index.ts'
import { cardApi } from '#cards/lifecycle/index.ts'
import { orderApi } from '#cards/orders/index.ts'
import { photoApi } from '#cards/photos/index.ts'
import { printingApi, renderFaces } from '#cards/printing/index.ts'
import { productionApi, stationApi } from '#cards/production/index.ts'
import { priceApi } from '#cards/products/index.ts'
import { registerApi } from '#cards/register-changes/index.ts'
import { renewalApi } from '#cards/renewals/index.ts'
import { spareCardApi } from '#cards/spare-cards/index.ts'
import { blankApi } from '#cards/stock/index.ts'
import { testCardApi } from '#cards/test-cards/index.ts'
import { visitorApi } from '#cards/visitors/index.ts'
import type { Module, Schedule } from '#platform/module.ts'
import { visitApi } from '#points/appointments/index.ts'
import { identificationApi } from '#points/identification/index.ts'
import { registrationApi } from '#points/points/index.ts'
import { publicPointApi } from '#points/public-points/index.ts'
import { caseApi } from '#support/cases/index.ts'
import { identificationServiceApi } from '#support/idp-lookup/index.ts'
import { incidentApi } from '#support/incidents/index.ts'
import { noticeApi } from '#support/notices/index.ts'
import type { Parts } from './parts.ts'

/**
 * What each module contributes to the processes. Only what needs parts of the portal’s own process is added
 * there: the hotline (metrics), the dashboards and the data export (the endpoints themselves).
 */
export function modulesOf(parts: Parts): readonly Module[] {
  const { db, clock, audit, relays, issuers, certificates, revocations, people, systemPermit } =
    parts
  const { accounts, acme, authentication, cards, codes, directory, letters, notices } = parts
  const { organisations, production, registerChanges, spareCards, testCards } = parts
  const { record } = audit
  return [
    {
      ...authentication,
      endpoints: authenticationApi(authentication),
      schedules: [
        schedule(
          'certificates of unfinished client-certificate sign-ins',
          authentication.forgetLeftClientCertificateSignIn,
        ),
      ],
    },
    { ...parts.passwords, endpoints: passwordsApi(parts.passwords) },
    { ...parts.roles, endpoints: rolesApi(parts.roles) },
    { endpoints: visitorApi(parts.visitors) },
    { endpoints: photoApi(parts.photos) },
    { ...parts.orders, endpoints: orderApi(parts.orders), planDaily: parts.orders.planErasure },
    { endpoints: renewalApi(parts.renewals) },
    {
      endpoints: organisationApi(organisations),
      schedules: [
        schedule('the business register', () =>
          organisations.followBusinesses(systemPermit('organisations.followBusinesses', 'jobs')),
        ),
        schedule('the copy of the code service', codes.copyCodesDaily),
      ],
    },
    {
      ...accounts,
      endpoints: accountApi(accounts),
      schedules: [
        schedule('invitations that nobody took up', accounts.forgetExpired),
        schedule('the register of those who sign', accounts.followSigning),
        schedule('powers of attorney that end', accounts.remindOfPowersOfAttorney),
      ],
    },
    { endpoints: agreementApi(parts.agreements) },
    {
      ...parts.employments,
      endpoints: employmentApi(parts.employments),
      planDaily: parts.employments.planForgetting,
    },
    {
      ...parts.registrars,
      endpoints: registrarApi(parts.registrars),
      planDaily: parts.registrars.planForgetting,
    },
    { ...parts.serviceCertificates, endpoints: serviceCertificateApi(parts.serviceCertificates) },
    {
      endpoints: acmeApi(acme),
      schedules: [schedule('used nonces that are over', acme.forgetUsedNonces)],
    },
    {
      endpoints: testCardApi(testCards),
      schedules: [schedule('test cards that nobody fetched', testCards.lapseForgotten)],
    },
    { ...parts.charges, endpoints: chargeApi(parts.charges) },
    { ...parts.invoices, endpoints: invoiceApi(parts.invoices) },
    {
      ...parts.disputes,
      endpoints: disputeApi(parts.disputes),
      planDaily: parts.disputes.planForgetting,
    },
    { endpoints: operatorFeeApi(parts.operatorFees) },
    { endpoints: priceApi({ ...{ db, clock, record }, personNamed: parts.personNamed }) },
    { ...cards, endpoints: cardApi(cards) },
    { ...letters, endpoints: letterApi(letters) },
    {
      ...production,
      endpoints: productionApi(production),
      enrolmentEndpoints: [
        ...stationApi(production),
        ...printingApi({ ...{ db, clock, record, renderFaces, letters }, photos: parts.photos }),
      ],
      schedules: [schedule('cards that stations left', production.takeUpWaiting)],
    },
    { endpoints: registrationApi(parts.office) },
    { endpoints: publicPointApi(parts.publicPoints) },
    { ...parts.visits, endpoints: visitApi(parts.visits) },
    { ...parts.identification, endpoints: identificationApi(parts.identification) },
    { endpoints: blankApi(parts.blanks) },
    { ...spareCards, endpoints: spareCardApi(spareCards, relays) },
    { endpoints: complaintApi({ ...{ db, clock, record, cards, people }, blanks: parts.blanks }) },
    parts.hotline,
    { endpoints: cardRelayApi(relays), enrolmentEndpoints: cardRelayApi(relays) },
    { ...parts.cases, endpoints: caseApi(parts.cases) },
    { endpoints: incidentApi({ db, clock, record }) },
    {
      endpoints: clientApi({ db, certificates }),
      enrolmentEndpoints: certificateApi(certificates, issuers),
    },
    {
      ...notices,
      endpoints: noticeApi(notices),
      schedules: [schedule('reminders of cards that end', notices.planReminders)],
    },
    {
      endpoints: documentApi(
        { ...parts.signingDeps, record },
        parts.thirdPartyCards.documentSigners,
      ),
    },
    { ...audit, endpoints: auditApi(audit), planDaily: audit.planErasure },
    {
      endpoints: registerApi(registerChanges),
      schedules: [schedule('changes of the registers', registerChanges.round)],
    },
    { endpoints: statusApi({ db, clock, record, revocations }) },
    {
      enrolmentEndpoints: identificationServiceApi({
        ...{ db, clock, record, people, certificates },
        revocation: revocations,
        issuers: issuers.all.filter(certifiesPeople),
      }),
    },
    ...(directory === undefined
      ? []
      : [
          {
            ...directory,
            schedules: [
              schedule('the directory is not as it should be', directory.round),
              schedule(
                'the population register did not confirm holders of the directory',
                directory.confirmHolders,
              ),
            ],
          },
        ]),
  ]
}

const schedule = (name: string, run: () => Promise<void>): Schedule => ({ name, run })
