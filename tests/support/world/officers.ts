import { randomUUID } from 'node:crypto'
import { searchAuditLog } from '@sotevarmenne/api/audit'
import { decideProposal, proposeRole, viewRoles } from '@sotevarmenne/api/authentication'
import { endClient, listClients } from '@sotevarmenne/api/clients'
import { raiseInquiry } from '@sotevarmenne/api/identification'
import type { GivenRole } from '@sotevarmenne/api/permission'
import {
  decidePriceChange,
  proposePrices,
  proposeVatRate,
  viewPrices,
} from '@sotevarmenne/api/prices'
import { proposeRightRules } from '@sotevarmenne/api/right-rules'
import { proposePointService } from '@sotevarmenne/api/point-services'
import { decideSetting, proposeSetting } from '@sotevarmenne/api/settings'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { EnrolmentRules } from '../../../apps/server/src/pki/issuance/contract.ts'
import {
  clientApproval,
  clientStatement,
  type SentApproval,
} from '../../../apps/server/src/pki/issuance/index.ts'
import { requestOf } from '../../../apps/server/src/services/service-certificates/testing.ts'
import { aPermit } from '../operation/permit.ts'
import { signIn, type Hands } from './hands.ts'
import type { Subject, SeededEnvironment } from './history.ts'
import { people } from './people.ts'
import { identified } from './suomi-fi.ts'

/** Another person of the office, with a card in use. */
export async function appointed(environment: SeededEnvironment, role: GivenRole): Promise<Hands> {
  const { kaarlo, riitta, desk, stranger } = environment
  const { identityCode } = stranger()
  const { file, card } = await desk.putInUse(identityCode)
  await kaarlo.request(proposeRole, { identityCode, role })
  const { proposals } = await riitta.request(viewRoles, {})
  const { proposalId = '' } =
    proposals.find(({ person }) => person.personId === card.holder.personId) ?? {}
  // As long as Kaarlo is the only case officer, a registrar decides.
  await riitta.request(decideProposal, { proposalId, decision: 'approved' })
  return signIn(environment, file)
}

/** Others who see the pages of the office, or do not. */
export function officers(): Subject<{
  readonly auditor: Hands
  /** Another case officer. */
  readonly colleague: Hands
  /** Without any role. */
  readonly holder: Omit<Hands, 'reader'>
}> {
  let auditor: Hands
  let colleague: Hands
  let holder: Omit<Hands, 'reader'>
  return {
    history: [
      [
        '2026-11-10',
        async (environment) => {
          auditor = await appointed(environment, 'auditor')
          colleague = await appointed(environment, 'caseOfficer')
          holder = identified(environment, people.aino)
        },
      ],
      [
        '2026-11-26T10:02',
        async () => {
          for (const { signInAgain } of [auditor, colleague]) await signInAgain()
        },
      ],
    ],
    found: () => ({ auditor, colleague, holder }),
  }
}

/** What two case officers decide: roles, prices, inquiries; and programs of other systems. */
export function decisions({ found: ofOfficers }: ReturnType<typeof officers>): Subject<{
  /** The colleague proposes that the first two become auditors; the others may get a role. */
  readonly candidates: readonly { readonly identityCode: string; readonly name: string }[]
  /** An inquiry about somebody without a document. */
  readonly withoutDocument: string
  /** In the audit log. */
  readonly entryId: string
}> {
  const candidates: { identityCode: string; name: string }[] = []
  let withoutDocument: string
  let entryId: string
  return {
    history: [
      ['2026-11-10', registerPrograms],
      [
        '2026-11-26T10:03',
        async ({ desk, stranger, kaarlo, riitta }) => {
          const { colleague, auditor } = ofOfficers()
          for (let count = 0; count < 4; count += 1) {
            const { identityCode, givenNames, surname } = stranger()
            await desk.find(identityCode)
            candidates.push({ identityCode, name: `${givenNames} ${surname}` })
          }
          for (const { identityCode } of candidates.slice(0, 2))
            await colleague.request(proposeRole, { identityCode, role: 'auditor' })

          const { changes } = await colleague.request(viewPrices, {})
          const now = changes.find(({ standing, kind }) => standing === 'now' && kind === 'prices')
          if (now?.kind !== 'prices') throw new Error('no prices are in force')
          const { changeId } = await colleague.request(proposePrices, {
            ...{ beginsOn: '2027-01-01', vat: now.vat },
            cents: { ...now.cents, 'staff-card': 2450 },
          })
          await kaarlo.request(decidePriceChange, { changeId, decision: 'approved' })
          await colleague.request(proposeVatRate, { beginsOn: '2027-07-01', permille: 260 })
          await colleague.request(proposeRightRules, {
            beginsOn: '2027-01-01',
            doctorId: ['T20', 'T22'],
            together: ['T20', 'T22'],
          })
          const { changeId: ofWindow } = await colleague.request(proposeSetting, {
            ...{ key: 'renewal-window', beginsOn: '2027-03-01', numbers: [180] },
          })
          await kaarlo.request(decideSetting, { changeId: ofWindow, decision: 'approved' })
          await colleague.request(proposeSetting, {
            ...{ key: 'card-end-reminders', beginsOn: '2027-01-01', numbers: [60, 30, 7] },
          })

          await colleague.request(proposePointService, {
            ...{ code: 'card-test', beginsOn: '2027-01-01' },
            change: {
              ...{ kind: 'add', act: 'other' },
              name: { fi: 'Kortin testaus', sv: 'Test av kortet', en: 'Testing the card' },
            },
          })

          const { personId } = await desk.find(people.olli)
          const raised = await riitta.request(raiseInquiry, {
            ...{ personId, observation: 'Passi vanheni toukokuussa, henkilökorttia ei ole.' },
            subject: { kind: 'no-document', policeUnit: 'Tampereen pääpoliisiasema' },
          })
          withoutDocument = raised.inquiryId

          const sought = { operation: 'cards.handOverCard' }
          const { entries } = await auditor.request(searchAuditLog, sought)
          entryId = entries[0]?.entry.entryId ?? ''
        },
      ],
    ],
    found: () => ({ candidates, withoutDocument, entryId }),
  }
}

/** One in force, one whose certificate has expired since, and one whose right has ended. */
async function registerPrograms(environment: SeededEnvironment): Promise<void> {
  const { service, kaarlo } = environment
  const { certificates } = service
  const permit = aPermit('certificates.registerClient')
  const common: Omit<EnrolmentRules, 'dnsNames'> = {
    profile: 'server',
    family: 'ecc',
    ...{ organisation: 'Esimerkkilän hyvinvointialue', organisationOid: '1.2.246.10.99000229' },
    ...{ commonNames: [], validityDays: 365 },
  }
  for (const { name, ...more } of [
    { name: 'Kortinvalmistus 2', isStation: true },
    { name: 'Kortinvalmistus 1', isStation: true, validityDays: 1 },
    { name: 'Potilastieto 7' },
  ]) {
    const dnsName = `${name.toLowerCase().replace(' ', '')}.example.fi`
    const rules = { ...common, dnsNames: [dnsName], ...more }
    const request = new Uint8Array(requestOf([], [dnsName]))
    const approval = await approvedByTwo(environment, { name, rules })
    const certified = await certificates.certifyClient(permit, { rules, request, approval })
    if (!certified.ok) throw new Error(certified.refusal.kind)
    const certificate = certified.value.der
    const client = { name, certificate, rules, approval }
    const registered = await certificates.registerClient(permit, client)
    if (!registered.ok) throw new Error(registered.refusal.kind)
  }
  const { clients } = await kaarlo.request(listClients, {})
  const ended = clients.find(({ name }) => name === 'Potilastieto 7')
  await kaarlo.request(endClient, { clientId: ended?.clientId ?? '' })
}

/** Signed by the first case officer and, as the second one, by the first registrar: the signer knows cards. */
async function approvedByTwo(
  { kaarlo, riitta, now }: SeededEnvironment,
  client: Parameters<typeof clientStatement>[0],
): Promise<SignedApproval> {
  const text = clientStatement(client, { id: randomUUID(), drafted: now() })
  if (text === undefined) throw new Error('no statement for these rules')
  const sent: SentApproval[] = []
  for (const { reader } of [kaarlo, riitta]) {
    const { signature, signatureAlgorithm, chain } = await reader.sign('nonrepudiation', text)
    const statement = Buffer.from(text, 'utf8').toString('base64')
    sent.push({ statement, signature, signatureAlgorithm, chain: [...chain] })
  }
  const approval = clientApproval(sent, client)
  if (!approval.ok) throw new Error(approval.refusal.kind)
  return approval.value
}
