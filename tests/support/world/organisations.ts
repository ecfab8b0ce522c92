import {
  acceptInvitation,
  decideAccountRequest,
  inviteMember,
  joinAccount,
  openAccount,
  viewOwnAccounts,
  type InvitedRole,
} from '@sotevarmenne/api/accounts'
import { setOwnPassword, signInByPassword } from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { serviceHands } from '../../scenario/service-hands.ts'
import type { Hands } from './hands.ts'
import type { Subject } from './history.ts'
import { newestSecret } from './mails.ts'
import { people } from './people.ts'
import type { Served } from './serve.ts'
import { identified } from './suomi-fi.ts'

/** A person whom Suomi.fi identified. */
export type Visitor = ReturnType<typeof identified>

/** Business IDs of organisations in the simulated registers. */
export const businessIds = {
  helsinki: '9900023-7',
  southwestFinland: '9900022-9',
  hospitals: '9900024-5',
  exampleDoctors: '9900025-3',
  swedishDoctors: '9900026-1',
  dentists: '9900028-8',
  pharmacyOfInari: '9900034-1',
  supplier: '9900048-0',
} as const

const powerOfAttorney = Buffer.from(plainPdf()).toString('base64')

/**
 * The account that Aino, who signs alone, opened for the city of Helsinki, with its people and invitations;
 * others whose signatory is lost, or that wait for the office.
 */
export function accounts(): Subject<{
  readonly aino: Visitor
  /** He signed for the latter on a power of attorney, until 20 November. */
  readonly erkki: Visitor
  /** Aino, signed in by password. */
  readonly byPassword: Pick<Hands, 'request' | 'signInElsewhere'>
  readonly helsinki: string
  /** Aino administers it; nobody signs for it. */
  readonly withoutSignatory: string
  /** The secret of an invitation to the city of Helsinki. */
  readonly invitation: string
}> {
  let aino: Visitor
  let erkki: Visitor
  let helsinki = ''
  let withoutSignatory = ''
  let invitation = ''
  const password = { userName: 'aino.esimerkki', password: 'kolme vihreää omenaa pöydällä' }
  let byPassword: Pick<Hands, 'request' | 'signInElsewhere'>
  return {
    history: [
      [
        '2026-10-12',
        async (environment) => {
          const { kaarlo } = environment
          erkki = identified(environment, people.erkkiWithoutRight)
          const [olli, anna] = [
            identified(environment, people.olli),
            identified(environment, people.anna),
          ]
          aino = identified(environment, people.aino)
          for (const { signInAgain } of [aino, erkki, olli, anna]) await signInAgain()
          helsinki = opened(
            await aino.request(openAccount, {
              businessId: businessIds.helsinki,
              contact: contactOf('aino@example.fi'),
            }),
          )
          await olli.request(openAccount, {
            businessId: businessIds.exampleDoctors,
            contact: contactOf('olli@example.fi'),
          })
          const until = { decision: 'approved', validTo: '2026-11-20' } as const
          const joining = await erkki.request(joinAccount, {
            ...{ businessId: businessIds.helsinki, powerOfAttorney },
          })
          if (joining.state === 'waits')
            await kaarlo.request(decideAccountRequest, { requestId: joining.requestId, ...until })
          const opening = await erkki.request(openAccount, {
            ...{ businessId: businessIds.pharmacyOfInari, powerOfAttorney },
            contact: contactOf('erkki@example.fi'),
          })
          if (opening.state === 'waits')
            await kaarlo.request(decideAccountRequest, { requestId: opening.requestId, ...until })
          withoutSignatory = await accountOf(erkki, businessIds.pharmacyOfInari)

          const token = await invite(environment, aino, helsinki, 'anna@example.fi', 'contact')
          await anna.request(acceptInvitation, { token })
          const administrator = await invite(
            ...([
              environment,
              erkki,
              withoutSignatory,
              'aino@example.fi',
              'administrator',
            ] as const),
          )
          await aino.request(acceptInvitation, { token: administrator })
          await invite(environment, aino, helsinki, 'tuki@example.fi', 'contact')

          const rejected = await requestAccount(aino, businessIds.dentists)
          await kaarlo.request(decideAccountRequest, {
            ...{ requestId: rejected, decision: 'rejected' },
            because: 'Valtakirjasta puuttuu allekirjoitus.',
          })
          await aino.request(setOwnPassword, password)
        },
      ],
      [
        '2026-11-26T10:02',
        async (environment) => {
          for (const { signInAgain } of [aino, erkki]) await signInAgain()
          const { request } = serviceHands(environment)
          await request(signInByPassword, password)
          byPassword = {
            request,
            signInElsewhere: async () => {
              const another = serviceHands(environment)
              await another.request(signInByPassword, password)
              return another.cookie()
            },
          }
          invitation = await invite(
            ...([environment, aino, helsinki, 'paakayttaja@example.fi', 'administrator'] as const),
          )
          await requestAccount(aino, businessIds.swedishDoctors)
          await requestAccount(erkki, businessIds.hospitals)
        },
      ],
    ],
    found: () => ({ aino, erkki, byPassword, helsinki, withoutSignatory, invitation }),
  }
}

const contactOf = (email: string) => ({ email, language: 'fi' as const })

export function opened(account: ResponseOf<typeof openAccount>): string {
  if (account.state !== 'open') throw new Error('the account waits for the office')
  return account.organisationId
}

/** On a power of attorney, for the office to decide. */
export async function requestAccount({ request }: Visitor, businessId: string): Promise<string> {
  const requested = await request(openAccount, {
    ...{ businessId, powerOfAttorney, contact: contactOf('contact@example.fi') },
  })
  if (requested.state !== 'waits') throw new Error('the office has nothing to decide')
  return requested.requestId
}

export async function accountOf({ request }: Visitor, businessId: string): Promise<string> {
  const { accounts: own } = await request(viewOwnAccounts, {})
  const account = own.find((one) => one.businessId === businessId)
  if (!account) throw new Error(`no account of ${businessId}`)
  return account.organisationId
}

/** Returns the secret of the link that arrives at the address. */
export async function invite(
  { mailboxes, settle }: Pick<Served, 'mailboxes' | 'settle'>,
  { request }: Pick<Visitor, 'request'>,
  organisationId: string,
  email: string,
  role: InvitedRole,
): Promise<string> {
  await request(inviteMember, { organisationId, email, role, language: 'en' })
  await settle()
  return newestSecret(mailboxes, email, 'invitation')
}
