import { complaintsFiled } from '#cards/complaints/index.ts'
import { ordersBegun, waitsForCards } from '#cards/orders/index.ts'
import { spareCardsOut } from '#cards/spare-cards/index.ts'
import { waitsForHandOver } from '#cards/card/index.ts'
import { freshnessOfCrls } from '#pki/crl/index.ts'
import { issuedByHour } from '#pki/issuance/index.ts'
import { endsOfLegacyResponders } from '#pki/ocsp/index.ts'
import { revokedByHour } from '#pki/revocation/index.ts'
import type { Endpoint } from '#platform/endpoint.ts'
import { waitsForCalls } from '#points/appointments/index.ts'
import { createDashboards } from '#reporting/dashboards/index.ts'
import { createDataExport } from '#support/data-export/index.ts'
import type { CardParts } from './card-parts.ts'
import type { Foundation } from './foundation.ts'
import type { PeopleParts } from './people-parts.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** What is about the whole service, or calls the endpoints of all modules: dashboards and the holder's data export. */
export function createReportingParts(
  { runtime, outbox, issuers, legacyCas }: Foundation,
  { people, registration }: PeopleParts,
  { authentication }: SignInParts,
  { blanks, orders }: CardParts,
  endpoints: readonly Endpoint[],
) {
  const dashboards = createDashboards({
    ...{ ...runtime, issuedByHour, revokedByHour, ordersBegun, complaintsFiled, spareCardsOut },
    newestCrls: freshnessOfCrls(issuers, legacyCas),
    legacyResponders: endsOfLegacyResponders(legacyCas),
    queue: outbox.figures,
    queueAges: outbox.ages,
    waits: { desk: waitsForCalls, production: waitsForCards, 'hand-over': waitsForHandOver },
    stockByPlace: blanks.stockByPlace,
    nameOfPoint: async (tx, pointId) => (await registration.findPoint(tx, pointId))?.name,
    reasonOf: (operation, reason) =>
      endpoints.find((one) => one.contract.permission.name === operation && reason in one.problems)
        ?.problems[reason]?.title,
  })
  const dataExport = createDataExport({
    ...{ ...runtime, people, permits: authentication.requestPermits, endpoints },
    agreementsOf: orders.agreementsOf,
  })
  return [dashboards, dataExport]
}
