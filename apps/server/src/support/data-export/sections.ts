import { viewOwnPassword, viewOwnSessions } from '@sotevarmenne/api/authentication'
import { viewOwnAccounts } from '@sotevarmenne/api/accounts'
import { viewOwnAuditLog } from '@sotevarmenne/api/audit'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import type { ResponseOf, EndpointContract } from '@sotevarmenne/api/endpoint'
import { viewOwnContact, viewOwnNotices } from '@sotevarmenne/api/notices'
import { viewPhoto } from '@sotevarmenne/api/orders'
import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { viewOwnSpareCards } from '@sotevarmenne/api/spare-cards'
import { listOwnCases, viewOwnCase } from '@sotevarmenne/api/cases'

/** One kind of data: the endpoint of its page, and those of the things that the page names. */
export type Section = {
  readonly of: EndpointContract
  readonly each?: {
    readonly of: EndpointContract
    readonly inputsOf: (response: unknown) => readonly Record<string, string>[]
  }
}

/**
 * Content of the export, in order: everything that a holder can view. The audit log is last and includes the
 * download.
 */
export const sections: readonly Section[] = [
  { of: viewOwnCards },
  { of: viewOwnSpareCards },
  {
    of: viewOwnOrders,
    each: {
      of: viewPhoto,
      inputsOf: (response) => {
        const { orders } = response as ResponseOf<typeof viewOwnOrders>
        const photos = new Set(orders.flatMap(({ photoId }) => photoId ?? []))
        return [...photos].map((photoId) => ({ photoId }))
      },
    },
  },
  { of: viewOwnContact },
  { of: viewOwnNotices },
  {
    of: listOwnCases,
    each: {
      of: viewOwnCase,
      inputsOf: (response) => {
        const { cases } = response as ResponseOf<typeof listOwnCases>
        return cases.map(({ caseId }) => ({ caseId }))
      },
    },
  },
  { of: viewOwnAccounts },
  { of: viewOwnSessions },
  { of: viewOwnPassword },
  { of: viewOwnAuditLog },
]
