import { acceptInvitation } from '@sotevarmenne/api/accounts'
import type { Subject } from './history.ts'
import { invite, type accounts, type Visitor } from './organisations.ts'
import { people } from './people.ts'
import { identified } from './suomi-fi.ts'

/** People in the account of the city of Helsinki who look after its billing, or only read. */
export function memberRoles({ found: ofAccounts }: ReturnType<typeof accounts>): Subject<{
  readonly finance: Visitor
  readonly reader: Visitor
}> {
  const members = new Map<'finance' | 'reader', Visitor>()
  const found = (role: 'finance' | 'reader') => {
    const member = members.get(role)
    if (member === undefined) throw new Error(`nobody is ${role}`)
    return member
  }
  return {
    history: [
      [
        '2026-11-26T10:05',
        async (environment) => {
          const { aino, helsinki } = ofAccounts()
          for (const [role, code] of [
            ['finance', people.mikko],
            ['reader', people.stina],
          ] as const) {
            const member = identified(environment, code)
            await member.signInAgain()
            const token = await invite(environment, aino, helsinki, `${role}@example.fi`, role)
            await member.request(acceptInvitation, { token })
            members.set(role, member)
          }
        },
      ],
    ],
    found: () => ({ finance: found('finance'), reader: found('reader') }),
  }
}
