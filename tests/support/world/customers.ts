import {
  addOrganisation,
  changeOrganisation,
  decideAgreement,
  lookUpOrganisation,
  proposeCardAgreement,
  proposeDelegation,
} from '@sotevarmenne/api/organisations'
import { decidePointPrice, proposePointPrice } from '@sotevarmenne/api/point-prices'
import {
  changePoint,
  endRegistrarRole,
  enterPoint,
  viewPoint,
  type PointDetails,
} from '@sotevarmenne/api/points'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import type { Subject, SeededEnvironment } from './history.ts'
import type { officers } from './officers.ts'
import { appoint } from './registrars.ts'

const address = {
  ...{ street: 'Jokirannankatu 4', postalCode: '28100', postOffice: 'PORI', country: 'FI' },
} as const

const details: PointDetails = {
  ...{ county: 'satakunta', pointOperator: 'Satakunnan hyvinvointialue' },
  services: ['registering', 'photographing', 'handing-over', 'spare-card'],
  languages: ['fi', 'sv', 'en'],
  openingHours: [1, 2, 3, 4].map((weekday) => ({
    weekday,
    periods: [
      { from: '08:00', to: '11:30' },
      { from: '12:15', to: '15:30' },
    ],
  })),
  exceptions: [{ date: '2026-12-23', periods: [{ from: '08:00', to: '11:30' }] }],
  accessibility: ['step-free', 'induction-loop'],
  ...{ directions: 'A-ovi, 2. kerros, hissi', phone: '02 123 4567' },
  ...{ hasPublicDuty: true, desks: 1, slotMinutes: 20 },
}

/** A registration point without a registrar. */
export const newPoint = async (
  { kaarlo }: Pick<SeededEnvironment, 'kaarlo'>,
  name: string,
): Promise<string> => (await kaarlo.request(enterPoint, { name, address, details })).pointId

/** Of the simulated registers, by its name there. */
export const businessIdOf = (name: string): string =>
  exampleOrganisations.find((organisation) => organisation.name === name)?.businessId ?? ''

/** A registration point and a customer, each with its history. */
export function customers({ found: ofOfficers }: ReturnType<typeof officers>): Subject<{
  /** It has one registrar, and a former one. */
  readonly pointId: string
  /** A price of it, which the colleague entered, waits for Kaarlo's approval. */
  readonly priceProposalId: string
  /** A delegation of it waits for Kaarlo's approval. */
  readonly customer: { readonly organisationId: string; readonly agreementId: string }
}> {
  let pointId: string
  let priceProposalId: string
  let customer: { organisationId: string; agreementId: string }
  return {
    history: [
      [
        '2026-11-12',
        async (environment) => {
          const { kaarlo } = environment
          const { colleague } = ofOfficers()
          await colleague.signInAgain()
          pointId = await newPoint(environment, 'Rauman piste')
          for (let count = 0; count < 2; count += 1) await appoint(environment, pointId)
          for (const [netCents, validFrom] of [
            [3500, '2026-11-13'],
            [4200, '2027-01-01'],
          ] as const) {
            const { proposalId } = await kaarlo.request(proposePointPrice, {
              ...{ pointId, service: 'registering', netCents, vatPermille: 255, validFrom },
              costSheet: [
                { what: 'Työ', cents: 4000 },
                { what: 'Tila ja laitteet', cents: 1900 },
              ],
              isFreeForOwnStaff: true,
              operatorDecision: { body: 'Johtaja', decidedOn: '2026-11-10', section: '12 §' },
            })
            await colleague.request(decidePointPrice, { proposalId, decision: 'approve' })
          }

          const businessId = businessIdOf('Fysio Liike Oy')
          const { name, units } = await kaarlo.request(lookUpOrganisation, { businessId })
          const { organisationId, version } = await kaarlo.request(addOrganisation, {
            ...{ businessId, name: 'Fysio', kind: 'provider' },
          })
          await kaarlo.request(changeOrganisation, {
            ...{ organisationId, version, name, units },
            contacts: [{ name: 'Anna Esimerkki', email: 'anna@example.fi', language: 'fi' }],
          })
          const { agreements } = await kaarlo.request(proposeCardAgreement, {
            ...{ organisationId, products: ['staff-card'], validFrom: '2026-01-01' },
            // Another one may be entered for the other units.
            units: units.slice(0, 1).map(({ oid }) => oid),
          })
          const agreementId = agreements[0]?.agreementId ?? ''
          await colleague.request(decideAgreement, { agreementId, decision: 'approved' })
          customer = { organisationId, agreementId }
        },
      ],
      [
        '2026-11-26T10:04',
        async ({ kaarlo, riitta }) => {
          const { colleague } = ofOfficers()
          const { registrars } = await kaarlo.request(viewPoint, { pointId })
          const registrarId = registrars[0]?.registrarId ?? ''
          await kaarlo.request(endRegistrarRole, { registrarId })
          const entered = await colleague.request(proposePointPrice, {
            ...{ pointId, service: 'photographing', netCents: 900, vatPermille: 255 },
            costSheet: [{ what: 'Työ', cents: 980 }],
            ...{ isFreeForOwnStaff: true, validFrom: '2027-01-01' },
            operatorDecision: { body: 'Johtaja', decidedOn: '2026-11-20', section: '14 §' },
          })
          priceProposalId = entered.proposalId
          await kaarlo.request(changePoint, {
            ...{ pointId, version: 1 },
            facts: {
              ...{ name: 'Rauman rekisteröintipiste', address },
              details: { ...details, desks: 2, slotMinutes: 15 },
            },
          })

          await colleague.request(proposeDelegation, {
            organisationId: customer.organisationId,
            ...{ products: ['staff-card'], validFrom: '2026-12-01', validTo: '2027-11-30' },
            points: [(await riitta.signInAgain()).point?.pointId ?? ''],
            deliveryAddress: address,
            contact: { name: 'Pirjo Esimerkki', email: 'pirjo@example.fi', language: 'sv' },
            ...{ acceptedBy: 'Pirjo Esimerkki', acceptedOn: '2026-11-20' },
          })
        },
      ],
    ],
    found: () => ({ pointId, priceProposalId, customer }),
  }
}
