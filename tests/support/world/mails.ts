import { requestAddress } from '@sotevarmenne/api/notices'
import type { Hands } from './hands.ts'
import type { Subject } from './history.ts'
import type { Served } from './serve.ts'

/** The holder gives an e-mail address; returns the secret of the link that arrives there. */
export async function linkToConfirm(
  { mailboxes, settle }: Pick<Served, 'mailboxes' | 'settle'>,
  { request }: Pick<Hands, 'request'>,
  address: string,
): Promise<string> {
  await request(requestAddress, { address })
  await settle()
  return newestSecret(mailboxes, address, 'confirm-address')
}

/** The secret of the newest link to a page that arrived at an address. */
export async function newestSecret(
  mailboxes: string,
  address: string,
  page: string,
): Promise<string> {
  const response = await fetch(`${mailboxes}/mails`)
  const { mails } = (await response.json()) as { mails: { to: string; text: string }[] }
  for (const { to, text } of mails) {
    const [, secret] = new RegExp(`/${page}#(\\S+)`).exec(text) ?? []
    if (to === address && secret !== undefined) return secret
  }
  throw new Error(`no link to ${page} was mailed to ${address}`)
}

/** A link that nobody opened within the day. */
export function lateLink(of: () => Hands): Subject<{ readonly lateLink: string }> {
  let link: string
  return {
    history: [
      [
        '2026-11-24',
        async (environment) => {
          await of().signInAgain()
          link = await linkToConfirm(environment, of(), 'aino.late@example.fi')
        },
      ],
    ],
    found: () => ({ lateLink: link }),
  }
}
