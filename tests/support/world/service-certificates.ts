import { generateKeyPairSync } from 'node:crypto'
import {
  createEabKey,
  decideApproval,
  requestApproval,
  viewQueuedApproval,
} from '@sotevarmenne/api/acme'
import { openAccount } from '@sotevarmenne/api/accounts'
import { viewOrganisation } from '@sotevarmenne/api/organisations'
import {
  attachConformity,
  authoriseSupplier,
  bringRequest,
  decideApplication,
  draftApplication,
  makeRequestLink,
  sendApplication,
  viewQueued,
  type ApplicationView,
} from '@sotevarmenne/api/service-certificates'
import { orderTestCards } from '@sotevarmenne/api/test-cards'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { requestOf } from '../../../apps/server/src/services/service-certificates/testing.ts'
import { createAcmeClient, overNetwork } from '../network/acme-client.ts'
import { aPermit } from '../operation/permit.ts'
import type { Hands } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { newestSecret } from './mails.ts'
import { accountOf, businessIds, opened, type accounts, type Visitor } from './organisations.ts'
import { people } from './people.ts'
import { identified } from './suomi-fi.ts'

/** Units of the city of Helsinki in the code service. */
export const unitOids = {
  kallio: '1.2.246.10.99000237.10.1',
  laakso: '1.2.246.10.99000237.10.2',
} as const

/** The pharmacy of Inari as a whole. */
export const oidOfPharmacy = '1.2.246.10.99000341'

const facts = {
  isTest: false,
  unitOid: unitOids.laakso,
  mailbox: 'varmenteet@example.fi',
  language: 'fi',
  technicalContact: { name: 'Teppo Tekninen', email: 'teppo@vendor.example' },
} as const

/** PKCS#10, base64. */
export const aRequest = (names: readonly string[]): string =>
  requestOf([], names).toString('base64')

/** Its key is too short. */
export const aWeakRequest = (names: readonly string[]): string =>
  requestOf([], names, { keys: generateKeyPairSync('rsa', { modulusLength: 1024 }) }).toString(
    'base64',
  )

type Numbers = { readonly customerNumber: string; readonly businessId: string }

type Requested = {
  readonly member: Visitor
  readonly organisationId: string
  readonly names: readonly string[]
  readonly unitOid?: string
  /** Of a private provider: with its certificate of conformity. */
  readonly isPrivate?: true
}

export const draft = ({
  member,
  organisationId,
  names,
  isPrivate: _isPrivate,
  ...more
}: Requested): Promise<ApplicationView> =>
  member.request(draftApplication, {
    ...{ ...facts, ...more, organisationId, names: [...names], product: 'server' },
  })

/** With its request, waiting for a case officer. */
export async function send(requested: Requested): Promise<ApplicationView> {
  const { applicationId } = await draft(requested)
  await requested.member.request(bringRequest, {
    applicationId,
    request: aRequest(requested.names),
  })
  if (requested.isPrivate) {
    const pdf = Buffer.from(plainPdf()).toString('base64')
    await requested.member.request(attachConformity, { applicationId, pdf })
  }
  return requested.member.request(sendApplication, { applicationId })
}

/** Checked by Kaarlo, and approved by another case officer. */
export async function issue(
  environment: SeededEnvironment,
  requested: Requested,
): Promise<ApplicationView> {
  const application = await send(requested)
  const { applicationId } = application
  const { kaarlo, riitta, service } = environment
  const { toSign = '' } = await kaarlo.request(viewQueued, { applicationId })
  await kaarlo.request(decideApplication, {
    ...{ applicationId, decision: 'check', signed: await signedBy(kaarlo, toSign) },
  })
  const personId = await personOf(riitta)
  const approved = await service.serviceCertificates.decideApplication(
    aPermit('serviceCertificates.decideApplication', { personId }),
    { applicationId, decision: 'approve', signed: await signedBy(riitta, toSign) },
  )
  if (!approved.ok) throw new Error(approved.refusal.kind)
  await environment.settle()
  return application
}

/** The statement with the signature of the person's card. */
export async function signedBy({ reader }: Hands, toSign: string) {
  const text = Buffer.from(toSign, 'base64').toString('utf8')
  const { signature, signatureAlgorithm, chain } = await reader.sign('nonrepudiation', text)
  return { statement: toSign, signature, signatureAlgorithm, chain: [...chain] }
}

/** The first registrar signs as the second case officer: the signer knows cards, not roles. */
const personOf = async ({ signInAgain }: Hands): Promise<string> => (await signInAgain()).personId

const newApproval = ({ member, organisationId, names }: Requested) =>
  member.request(requestApproval, { ...facts, organisationId, names: [...names] })

/** An approval in force, and an account of a program under it. */
export async function openProgram(environment: SeededEnvironment, requested: Requested) {
  const { approvalId } = await newApproval(requested)
  const { kaarlo, riitta, service } = environment
  const { toSign = '' } = await kaarlo.request(viewQueuedApproval, { approvalId })
  await kaarlo.request(decideApproval, {
    ...{ approvalId, decision: 'check', signed: await signedBy(kaarlo, toSign) },
  })
  const personId = await personOf(riitta)
  const approved = await service.acme.decideApproval(aPermit('acme.decideApproval', { personId }), {
    ...{ approvalId, decision: 'approve', signed: await signedBy(riitta, toSign) },
  })
  if (!approved.ok) throw new Error(approved.refusal.kind)
  const key = await requested.member.request(createEabKey, { approvalId })
  const program = await createAcmeClient(overNetwork, { directoryUrl: key.directory })
  await program.open(key)
  return {
    approvalId,
    /** Orders a certificate for a name that the approval allows. */
    order: async (name: string) => {
      const placed = await program.post(program.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
      })
      const { finalize } = JSON.parse(placed.text) as { finalize?: string }
      if (finalize === undefined) throw new Error(placed.text)
      const csr = requestOf([], [name]).toString('base64url')
      const finalised = await program.post(finalize, { csr })
      if (finalised.status >= 300) throw new Error(finalised.text)
      await environment.settle()
    },
  }
}

/**
 * Service certificates of the city of Helsinki in each state, and of its supplier; some are outdated, for the
 * code service has renamed their unit.
 */
export function serviceCertificates({ found: ofAccounts }: ReturnType<typeof accounts>): Subject<{
  /** He signs for the supplier alone. */
  readonly mikko: Visitor
  readonly application: Readonly<
    Record<'returned' | 'refused' | 'issued' | 'outdated' | 'sent' | 'ofSupplier', ApplicationView>
  >
  /** Helsinki has authorised it. */
  readonly supplier: Numbers
  /** The secret of a technical contact's link. */
  readonly link: string
  readonly approval: Readonly<Record<'inForce' | 'requested', string>>
}> {
  let mikko: Visitor
  let supplier: Numbers
  const application = {} as Record<
    'returned' | 'refused' | 'issued' | 'outdated' | 'sent' | 'ofSupplier',
    ApplicationView
  >
  let link: string
  const approval = { inForce: '', requested: '' }
  return {
    history: [
      [
        '2026-11-11',
        async (environment) => {
          const { aino, helsinki } = ofAccounts()
          const { kaarlo } = environment
          await aino.signInAgain()
          const ofHelsinki = { member: aino, organisationId: helsinki }
          for (const name of ['kanta.example.fi', 'arkisto.example.fi'])
            application.outdated = await issue(environment, {
              ...{ ...ofHelsinki, names: [name], unitOid: unitOids.kallio },
            })
          application.issued = await issue(environment, {
            ...{ ...ofHelsinki, names: ['laboratorio.example.fi'] },
          })
          const because = 'Nimi kuuluu toiselle organisaatiolle.'
          application.refused = await send({ ...ofHelsinki, names: ['toinen.example.fi'] })
          await kaarlo.request(decideApplication, {
            ...{ applicationId: application.refused.applicationId, decision: 'refuse', because },
          })
          const program = await openProgram(environment, {
            ...{ ...ofHelsinki, names: ['ohjelma.example.fi', '.poli.example.fi'] },
          })
          approval.inForce = program.approvalId
          await program.order('ohjelma.example.fi')

          mikko = identified(environment, people.mikko)
          await mikko.signInAgain()
          const suppliersId = opened(
            await mikko.request(openAccount, {
              ...{ businessId: businessIds.supplier },
              contact: { email: 'mikko@vendor.example', language: 'fi' },
            }),
          )
          const numbersOf = async (organisationId: string) => {
            const { customerNumber, businessId } = await kaarlo.request(viewOrganisation, {
              organisationId,
            })
            return { customerNumber, businessId }
          }
          supplier = await numbersOf(suppliersId)
          await aino.request(authoriseSupplier, { organisationId: helsinki, ...supplier })
          const olli = identified(environment, people.olli)
          await olli.signInAgain()
          await olli.request(authoriseSupplier, {
            organisationId: await accountOf(olli, businessIds.exampleDoctors),
            ...(await numbersOf(helsinki)),
          })
          const ofSupplier = { member: mikko, organisationId: suppliersId }
          const byProgram = await openProgram(environment, {
            ...{ ...ofSupplier, names: ['potilastieto.example.fi'] },
          })
          await byProgram.order('potilastieto.example.fi')
          application.ofSupplier = await issue(environment, {
            ...{ ...ofSupplier, names: ['ajanvaraus.example.fi'] },
          })
        },
      ],
      ['2026-11-24', renameKallio],
      [
        '2026-11-26T10:04',
        async ({ kaarlo, mailboxes, settle }) => {
          const { aino, helsinki } = ofAccounts()
          for (const { signInAgain } of [aino, mikko]) await signInAgain()
          const ofHelsinki = { member: aino, organisationId: helsinki }
          application.returned = await send({ ...ofHelsinki, names: ['palautettu.example.fi'] })
          const { applicationId } = application.returned
          await kaarlo.request(decideApplication, {
            ...{ applicationId, decision: 'giveBack' },
            because: 'Nimi on muuttunut koodistopalvelussa. Lähetä hakemus uudelleen.',
          })
          await aino.request(makeRequestLink, { applicationId })
          await settle()
          link = await newestSecret(mailboxes, 'teppo@vendor.example', 'certificate-request')
          application.sent = await send({ ...ofHelsinki, names: ['jonossa.example.fi'] })
          approval.requested = (
            await newApproval({ ...ofHelsinki, names: ['pyydetty.example.fi'] })
          ).approvalId
          const { organisationId } = application.ofSupplier.organisation
          await mikko.request(orderTestCards, {
            ...{ organisationId, orderId: crypto.randomUUID(), language: 'fi' },
            cards: [{ kind: 'staff', personKey: 'physician', count: 3 }],
            careOf: 'Mikko Virtanen',
            address: {
              ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI' },
              country: 'FI',
            },
          })
        },
      ],
    ],
    found: () => ({ mikko, supplier, application, link, approval }),
  }
}

/** From now on the code service has another name for the health centre in Kallio. */
function renameKallio(): Promise<void> {
  const helsinki = exampleOrganisations.find(
    ({ businessId }) => businessId === businessIds.helsinki,
  )
  const units = helsinki?.coded?.units as string[] | undefined
  units?.splice(0, 1, 'Kallion terveys- ja hyvinvointikeskus')
  return Promise.resolve()
}
