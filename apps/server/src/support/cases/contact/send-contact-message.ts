import * as contracts from '@sotevarmenne/api/contact-messages'
import { clientNetwork } from '@sotevarmenne/http1/addresses'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { ContactMessageSent } from '../contract.ts'
import type { CasesDeps } from '../deps.ts'
import { checkLimits, confirmBy, type ContactLimit } from '../domain/contact-message.ts'
import { openCaseProblems } from '../problems.ts'
import { lockCase } from '../store.ts'
import { texts } from '../texts.ts'
import { planForgetting } from './forget-unconfirmed.ts'
import { countOfAddress, countOfNetwork, insertMessage, lockMessage } from './store.ts'

export type SendRefusal =
  | ContactLimit
  | { readonly kind: 'case-created-before' }
  /** The person identified too long ago, or the token is not ours. */
  | { readonly kind: 'identification-expired' }

type Sent = Result<{ readonly confirmBy: string }, SendRefusal>

/** Enough for a family at one computer, too few for a program that writes to every address. */
export const contactMessagesPerMinute = 10

/** Stores the message until its address is confirmed. The mail has nothing that the writer has typed. */
export const sendContactMessage = operation({
  contract: contracts.sendContactMessage,
  problems: {
    'address-unconfirmed': { status: 429, ...texts.addressUnconfirmed },
    'too-many-messages': { status: 429, ...texts.tooManyMessages },
    'case-created-before': openCaseProblems['case-created-before'],
    'identification-expired': { status: 409, ...texts.identificationExpired },
  },
  requestsPerMinute: contactMessagesPerMinute,
  handle:
    (deps: CasesDeps) =>
    (
      permit,
      { messageId, identified: token, ...message },
      { address }: Pick<RequestFacts, 'address'> = {},
    ) =>
      deps.db.write(async (tx): Promise<Sent> => {
        const before = await lockMessage(deps, tx, messageId)
        if (before) return ok({ confirmBy: formatInstant(before.until) })
        if (await lockCase(deps, tx, messageId)) return refuse({ kind: 'case-created-before' })
        const identified = token === undefined ? undefined : deps.identifiedStranger(token)
        if (token !== undefined && identified === undefined)
          return refuse({ kind: 'identification-expired' })
        const now = deps.clock.now()
        const network = address === undefined ? undefined : clientNetwork(address)
        const within = checkLimits({
          ofAddress: await countOfAddress(deps, tx, { email: message.email, now }),
          unconfirmedOfNetwork:
            network === undefined ? 0 : await countOfNetwork(deps, tx, { network, now }),
        })
        if (!within.ok) return within

        const until = confirmBy(now)
        await insertMessage(deps, tx, {
          ...{ messageId, network, until },
          message: { ...message, ...(identified && { identified }) },
        })
        await planForgetting(deps, tx, { messageId, until })
        const sent: ContactMessageSent = { type: 'ContactMessageSent', messageId }
        await deps.record(tx, sent, permit)
        return ok({ confirmBy: formatInstant(until) })
      }),
})
