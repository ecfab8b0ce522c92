import { viewOwnPassword, viewOwnSessions } from '@sotevarmenne/api/access'
import { viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { viewOwnTrail } from '@sotevarmenne/api/audit'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import type { AnswerOf, EndpointContract } from '@sotevarmenne/api/endpoint'
import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { listOwnThreads, viewOwnThread } from '@sotevarmenne/api/threads'

/** One kind of own data: what its page asks, and what is asked of each of the things that it names. */
export type Section = {
  readonly of: EndpointContract
  readonly each?: {
    readonly of: EndpointContract
    readonly inputsOf: (answer: unknown) => readonly Record<string, string>[]
  }
}

/** What is downloaded, in its order: whatever a holder can look at. The trail is last, so that it tells of the download. */
export const sections: readonly Section[] = [
  { of: viewOwnCards },
  { of: viewOwnSpareCards },
  {
    of: viewOwnOrders,
    each: {
      of: viewPhoto,
      inputsOf: (answer) => {
        const { orders } = answer as AnswerOf<typeof viewOwnOrders>
        const photos = new Set(orders.flatMap(({ photoId }) => photoId ?? []))
        return [...photos].map((photoId) => ({ photoId }))
      },
    },
  },
  { of: viewOwnContact },
  { of: viewOwnNotices },
  {
    of: listOwnThreads,
    each: {
      of: viewOwnThread,
      inputsOf: (answer) => {
        const { threads } = answer as AnswerOf<typeof listOwnThreads>
        return threads.map(({ threadId }) => ({ threadId }))
      },
    },
  },
  { of: viewOwnAccounts },
  { of: viewOwnSessions },
  { of: viewOwnPassword },
  { of: viewOwnTrail },
]
