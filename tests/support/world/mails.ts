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
  const response = await fetch(`${mailboxes}/mails`)
  const { mails } = (await response.json()) as { mails: { to: string; text: string }[] }
  const text = mails.find(({ to }) => to === address)?.text ?? ''
  const [, secret] = /confirm-address#(\S+)/.exec(text) ?? []
  if (secret === undefined) throw new Error(`no link was mailed to ${address}`)
  return secret
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
