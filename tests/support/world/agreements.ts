import { decideAccountRequest } from '@sotevarmenne/api/accounts'
import {
  draftDocument,
  prepareSignature,
  signDocument,
  type AgreementDocumentView,
} from '@sotevarmenne/api/agreements'
import { prepareOrder, sendCertificateAhead } from '@sotevarmenne/api/employments'
import {
  proposeCardAgreement,
  proposeDelegation,
  viewOrganisation,
  type OrganisationView,
} from '@sotevarmenne/api/organisations'
import { enterPoint, type PointDetails } from '@sotevarmenne/api/points'
import { languagesPerPage } from '../browser/look-at-page.ts'
import { aPermit } from '../operation/permit.ts'
import { signIn, type Hands } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { people } from './people.ts'
import { proof } from './registrars.ts'
import { accountOf, businessIds, requestAccount, type accounts } from './organisations.ts'

type Numbered = Pick<OrganisationView, 'organisationId' | 'businessId' | 'customerNumber'>
type Drafted = Pick<AgreementDocumentView, 'documentId'>

const address = {
  ...{ street: 'Esimerkkikatu 1', postalCode: '00530', postOffice: 'HELSINKI', country: 'FI' },
} as const

const details: PointDetails = {
  ...{ county: 'helsinki', pointOperator: 'Helsingin kaupunki' },
  pointOperatorBusinessId: businessIds.helsinki,
  services: ['registering', 'photographing', 'handing-over'],
  languages: ['fi', 'sv'],
  openingHours: [{ weekday: 1, periods: [{ from: '08:00', to: '16:00' }] }],
  ...{ exceptions: [], accessibility: [], hasPublicDuty: true, desks: 1, slotMinutes: 15 },
}

/**
 * Agreements of the city of Helsinki, which operates two registration points, and of the wellbeing services
 * county of Southwest Finland, for which Tuuli signs with her card on a power of attorney.
 */
export function agreements({ found: ofAccounts }: ReturnType<typeof accounts>): Subject<{
  readonly tuuli: Hands
  readonly codeOfTuuli: string
  /** Holders of cards, each of whom may become a registrar once. */
  readonly candidates: string[]
  /** Of Helsinki: at Kallio, and at Laakso. */
  readonly points: readonly [string, string]
  readonly southwestFinland: Numbered
  /** In force: the one that Helsinki gave to Southwest Finland, and the one that it received from there. */
  readonly delegation: { readonly given: string; readonly received: string }
  /** A change of the agreement in force. */
  readonly drafted: Drafted
  /** A delegation to Helsinki, which Southwest Finland signed. */
  readonly offered: Drafted
  /** What Helsinki prepared for Otto's staff card, with the certificate of his employment. */
  readonly preparedId: string
}> {
  let tuuli: Hands
  let codeOfTuuli: string
  const candidates: string[] = []
  let points: readonly [string, string]
  let southwestFinland: Numbered
  let delegation: { given: string; received: string }
  let drafted: Drafted
  let offered: Drafted
  let preparedId: string
  const scope = { products: ['staff-card' as const], validFrom: '2026-01-01' }
  const contact = { name: 'Tuuli Turku', email: 'tuuli.turku@example.fi', language: 'sv' } as const

  return {
    history: [
      [
        '2026-11-10',
        async (environment) => {
          const { kaarlo, desk, stranger } = environment
          const { helsinki } = ofAccounts()
          const enter = async (name: string) =>
            (await kaarlo.request(enterPoint, { name, address, details })).pointId
          points = [
            await enter('Kallion rekisteröintipiste'),
            await enter('Laakson rekisteröintipiste'),
          ]
          codeOfTuuli = stranger().identityCode
          tuuli = await signIn(environment, (await desk.putInUse(codeOfTuuli)).file)
          for (let count = 0; count < languagesPerPage; count += 1) {
            const { identityCode } = stranger()
            await desk.putInUse(identityCode)
            candidates.push(identityCode)
          }
          const requestId = await requestAccount(tuuli, businessIds.southwestFinland)
          await kaarlo.request(decideAccountRequest, {
            ...{ requestId, decision: 'approved', validTo: '2027-12-31' },
          })
          const view = (organisationId: string) =>
            kaarlo.request(viewOrganisation, { organisationId })
          southwestFinland = await view(await accountOf(tuuli, businessIds.southwestFinland))
          const { businessId } = southwestFinland

          await kaarlo.request(proposeCardAgreement, {
            ...{ organisationId: helsinki, ...scope, points: [...points] },
          })
          await kaarlo.request(proposeDelegation, {
            ...{ organisationId: helsinki, ...scope },
            ...{
              points: await pointsOf(environment, businessId),
              deliveryAddress: address,
              contact,
            },
            ...{ acceptedBy: 'Tuuli Turku', acceptedOn: '2026-01-01' },
          })
          const { agreements: proposed } = await view(helsinki)
          for (const { agreementId, state } of proposed)
            if (state === 'proposed') await approve(environment, agreementId)
          const [given, received] = [helsinki, southwestFinland.organisationId].map(
            (giver) =>
              proposed.find(
                (one) => one.kind === 'delegation' && one.giver?.organisationId === giver,
              )?.agreementId,
          )
          delegation = { given: given ?? '', received: received ?? '' }
        },
      ],
      [
        '2026-11-26T10:03',
        async (environment) => {
          const { helsinki, aino } = ofAccounts()
          await tuuli.signInAgain()
          const { agreements: all } = await environment.kaarlo.request(viewOrganisation, {
            organisationId: helsinki,
          })
          const replaces = all.find(
            ({ kind, points: named }) =>
              kind === 'agreement' && named.some(({ pointId }) => pointId === points[0]),
          )?.agreementId
          drafted = await aino.request(draftDocument, {
            ...{ organisationId: helsinki, language: 'fi' },
            terms: {
              ...{ kind: 'agreement', validFrom: '2027-01-01', points: [...points] },
              ...(replaces !== undefined && { replaces }),
            },
          })
          const declaration = { logsInToPatientSystems: true, givenBy: 'Esko Esihenkilö' }
          const prepare = async (
            identityCode: string,
            employment: { title: string; employmentEndsOn: string },
          ) => {
            const prepared = await aino.request(prepareOrder, {
              ...{ organisationId: helsinki, identityCode, name: 'Olli Osaaja', declaration },
              ...employment,
            })
            await aino.request(sendCertificateAhead, {
              ...{ organisationId: helsinki, preparedId: prepared.preparedId },
              document: proof.buffer.toString('base64'),
            })
            return prepared.preparedId
          }
          preparedId = await prepare(people.ottoWithoutRights, {
            ...{ title: 'Osastonsihteeri', employmentEndsOn: '2027-06-30' },
          })
          const { desk } = environment
          const ofErkki = { title: 'Osastonsihteeri', employmentEndsOn: '2027-01-31' }
          const erkki = await desk.find(people.erkkiWithoutRight)
          const ordered = await desk.draftForEmployer({
            ...{
              personId: erkki.personId,
              language: erkki.language,
              product: 'staff-card',
              ...ofErkki,
            },
            ...{
              organisationId: helsinki,
              preparedId: await prepare(people.erkkiWithoutRight, ofErkki),
            },
            declaration: { ...declaration, givenOn: '2026-11-26' },
            ...(erkki.address && { letterAddress: erkki.address }),
          })
          await desk.handOver(await desk.cardOf(await desk.sign(ordered)))
          const { organisationId } = southwestFinland
          const { documentId } = await tuuli.request(draftDocument, {
            ...{ organisationId, language: 'fi' },
            terms: {
              ...{ kind: 'delegation', validFrom: '2027-01-01', validTo: '2028-12-31' },
              points: [points[0]],
              ...{ deliveryAddress: address, contact },
            },
          })
          const { digest } = await tuuli.request(prepareSignature, {
            ...{ organisationId, documentId, hash: 'sha384' },
          })
          const message = await tuuli.reader.signDigest(digest)
          offered = await tuuli.request(signDocument, { organisationId, documentId, message })
        },
      ],
    ],
    found: () => ({
      tuuli,
      codeOfTuuli,
      candidates,
      points,
      southwestFinland,
      delegation,
      drafted,
      offered,
      preparedId,
    }),
  }
}

/** By another case officer than Kaarlo. */
async function approve({ service, riitta }: SeededEnvironment, agreementId: string): Promise<void> {
  const { personId } = await riitta.signInAgain()
  const approved = await service.organisations.decideAgreement(
    aPermit('organisations.decideAgreement', { personId }),
    { agreementId, decision: 'approved' },
  )
  if (!approved.ok) throw new Error(approved.refusal.kind)
}

/** Ids of the points that an organisation operates. */
async function pointsOf({ service }: SeededEnvironment, businessId: string): Promise<string[]> {
  const all = await service.db.read(service.registration.allPoints)
  return all
    .filter(({ details: of }) => of?.pointOperatorBusinessId === businessId)
    .map(({ pointId }) => pointId)
}
