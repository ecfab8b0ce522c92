import { randomUUID } from 'node:crypto'
import { takeVisitStep, takeWalkIn } from '@sotevarmenne/api/appointments'
import {
  changeBilling,
  changeCostCentre,
  creditInvoice,
  disputeInvoice,
  listChargesOfInvoice,
  listChargesOfOwnInvoice,
  listInvoices,
  listOwnInvoices,
  settleDispute,
  startInvoiceRun,
} from '@sotevarmenne/api/fees'
import {
  changeSeller,
  settleOperatorDispute,
  startOperatorInvoiceRun,
} from '@sotevarmenne/api/operator-fees'
import { importPayments } from '@sotevarmenne/api/payments'
import {
  decidePointPrice,
  proposeOwnPointPrice,
  viewOwnPointPrices,
} from '@sotevarmenne/api/point-prices'
import type { PointService } from '@sotevarmenne/api/points'
import { makeVirtualTestCard } from '@sotevarmenne/api/test-cards'
import type { Subject, SeededEnvironment } from './history.ts'
import { businessIds, type accounts, type Visitor } from './organisations.ts'
import { issue, oidOfPharmacy, unitOids } from './service-certificates.ts'

/** An invoice, and its first disputes: the first was refused, the second waits. */
type Disputed = { readonly invoiceId: string; readonly refused: string }

const seller = {
  ...{ street: 'Esimerkkikatu 1', postalCode: '00100', town: 'Helsinki' },
  ...{ email: 'laskutus@example.fi', iban: 'FI2112345600000785', bic: 'NDEAFIHH' },
  ...{ eInvoiceAddress: '003799000237', operator: '003700000011' },
}

/**
 * What the city of Helsinki owes the service for October, and what the pharmacy of Inari owes the city, which
 * operates the first registration point.
 */
export function billing({ found: ofAccounts }: ReturnType<typeof accounts>): Subject<{
  readonly ofService: Disputed
  readonly ofOperator: Disputed
  /** The operator of e-invoices refused the pharmacy's invoice. */
  readonly refusedInvoiceId: string
  /** The city proposed a price for its point, which waits; another was rejected. */
  readonly priceProposalId: string
  /** For one charge of the city's invoice. */
  readonly creditNoteId: string
}> {
  let ofService: Disputed
  let ofOperator: Disputed
  let refusedInvoiceId: string
  let creditNoteId: string
  let priceProposalId: string
  const month = '2026-10'
  return {
    history: [
      [
        '2026-10-12',
        async (environment) => {
          const { aino, erkki, helsinki, withoutSignatory } = ofAccounts()
          for (const name of ['yksi', 'kaksi', 'kolme'])
            await issue(environment, {
              ...{ member: aino, organisationId: helsinki, names: [`${name}.example.fi`] },
            })
          await issue(environment, {
            ...{ member: erkki, organisationId: withoutSignatory, names: ['apteekki.example.fi'] },
            ...{ unitOid: oidOfPharmacy, isPrivate: true },
          })
          await environment.kaarlo.request(changeBilling, {
            ...{ organisationId: withoutSignatory, eInvoiceAddress: 'UNKNOWN-1' },
          })
          await aino.request(changeSeller, { organisationId: helsinki, ...seller })
          for (let visits = 0; visits < 2; visits += 1)
            await serveWalkIn(environment, businessIds.pharmacyOfInari)
        },
      ],
      [
        '2026-11-02',
        async ({ kaarlo, settle }) => {
          const { aino, erkki, helsinki, withoutSignatory } = ofAccounts()
          for (const { signInAgain } of [aino, erkki]) await signInAgain()
          await kaarlo.request(startInvoiceRun, { month })
          await aino.request(startOperatorInvoiceRun, { organisationId: helsinki, month })
          await settle()
          const { invoices } = await kaarlo.request(listInvoices, {
            organisationId: withoutSignatory,
          })
          refusedInvoiceId = invoices[0]?.invoiceId ?? ''
          ofService = await dispute(aino, helsinki, 'service')
          ofOperator = await dispute(erkki, withoutSignatory, 'operator')
        },
      ],
      [
        '2026-11-20',
        async (environment) => {
          const { kaarlo } = environment
          const { aino, helsinki } = ofAccounts()
          const { invoiceId } = ofService
          const { charges } = await kaarlo.request(listChargesOfInvoice, { invoiceId })
          const undisputed = charges.filter(({ isDisputed }) => isDisputed === undefined)
          const { creditNotes } = await kaarlo.request(creditInvoice, {
            ...{ invoiceId, because: 'faulty-product' },
            chargeIds: undisputed.map(({ chargeId }) => chargeId),
          })
          creditNoteId = creditNotes[0]?.invoiceId ?? ''
          await kaarlo.request(importPayments, { file: bankFile })
          await environment.settle()
          await aino.signInAgain()
          await aino.request(changeCostCentre, {
            ...{ organisationId: helsinki, unitOid: unitOids.laakso, costCentre: '4711' },
          })
          await issue(environment, {
            ...{ member: aino, organisationId: helsinki, names: ['toinen.example.fi'] },
          })
          const rejected = await propose(aino, helsinki, { service: 'photographing' })
          await kaarlo.request(decidePointPrice, {
            ...{ proposalId: rejected, decision: 'reject' },
            because: 'Laskelmasta puuttuu laitteiden osuus.',
          })
          priceProposalId = await propose(aino, helsinki, { service: 'registering' })
          for (const payer of [businessIds.pharmacyOfInari, undefined])
            await serveWalkIn(environment, payer)
          const text = 'Toinen hakija kävi ilman varausta 15.10.'
          const decision = { outcome: 'refused', text } as const
          await kaarlo.request(settleDispute, {
            ...{ invoiceId: ofService.invoiceId, caseId: ofService.refused },
            ...{ stepId: randomUUID(), decision },
          })
          await aino.request(settleOperatorDispute, {
            ...{ organisationId: helsinki, invoiceId: ofOperator.invoiceId },
            ...{ caseId: ofOperator.refused, decision },
          })
        },
      ],
    ],
    found: () => ({ ofService, ofOperator, refusedInvoiceId, priceProposalId, creditNoteId }),
  }
}

/** The city proposes a price for its point; returns the proposal. */
async function propose(
  aino: Visitor,
  organisationId: string,
  { service }: { readonly service: PointService },
): Promise<string> {
  const { points } = await aino.request(viewOwnPointPrices, { organisationId })
  const { proposalId } = await aino.request(proposeOwnPointPrice, {
    ...{ organisationId, pointId: points[0]?.pointId ?? '', service },
    ...{ netCents: 4200, vatPermille: 255, isFreeForOwnStaff: true, validFrom: '2027-01-01' },
    costSheet: [
      { what: 'Työ', cents: 3600 },
      { what: 'Tila ja laitteet', cents: 900 },
    ],
    operatorDecision: { body: 'Sosiaalilautakunta', decidedOn: '2026-11-17', section: '88 §' },
  })
  return proposalId
}

/** A payment with a reference of no invoice, as incoming reference payments. */
export const bankFile = Buffer.from(
  [
    `${'026112004003100000000'.padEnd(22, '0')}1`.padEnd(90),
    `3123456000007852611192611192611195932ABC001${'9876543'.padStart(20, '0')}${'TUNTEMATON'.padEnd(12)}1J0000004600` +
      '0A ',
    `90000010000000460000000000000000000`.padEnd(90),
    '',
  ].join('\r\n'),
).toString('base64')

/** A visitor without an appointment, at the first point. */
export async function serveWalkIn(
  { riitta }: SeededEnvironment,
  payerBusinessId: string | undefined,
): Promise<void> {
  const { visitId } = await riitta.request(takeWalkIn, {
    ...{ name: 'Aino Esimerkki', services: ['registering', 'handing-over'], language: 'fi' },
    isOwnStaff: payerBusinessId === undefined,
  })
  await riitta.request(takeVisitStep, { visitId, step: 'call' })
  await riitta.request(takeVisitStep, {
    ...{ visitId, step: 'serve' },
    ...(payerBusinessId !== undefined && { payerBusinessId }),
  })
}

/** Two charges of its invoice from the service or a point's operator, each on its own. */
async function dispute(
  { request }: Visitor,
  organisationId: string,
  of: 'service' | 'operator',
): Promise<Disputed> {
  const { invoices } = await request(listOwnInvoices, { organisationId })
  const invoice = invoices.find(
    ({ delivery }) => (delivery === 'by-seller') === (of === 'operator'),
  )
  if (!invoice) throw new Error('the organisation has no invoice')
  const { invoiceId } = invoice
  const { charges } = await request(listChargesOfOwnInvoice, { organisationId, invoiceId })
  const caseIds = [randomUUID(), randomUUID()] as const
  for (const [place, caseId] of caseIds.entries())
    await request(disputeInvoice, {
      ...{ organisationId, invoiceId, caseId, subject: 'Lasku riitautetaan' },
      chargeIds: charges.slice(place, place + 1).map(({ chargeId }) => chargeId),
      text: 'Lokakuussa pisteessä kävi yksi hakija, ei kahta.\nKatsokaa varaus 12.10.',
    })
  return { invoiceId, refused: caseIds[0] }
}

/** Of the city of Helsinki. */
export const makeTestCard = async ({ aino, helsinki }: ReturnType<Accounts['found']>) => {
  await aino.request(makeVirtualTestCard, {
    ...{ organisationId: helsinki, kind: 'professional', personKey: 'physician', language: 'fi' },
  })
}

type Accounts = ReturnType<typeof accounts>
