import * as contracts from '@sotevarmenne/api/notices'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { RequestAddressRefusal, ConfirmRefusal } from '#people/contacts/index.ts'
import type { Notices } from './create-notices.ts'
import { texts } from './texts.ts'

export const noticeApi = (notices: Notices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnContact,
    action: notices.viewOwnContact,
    problems: {},
  }),
  endpoint({
    contract: contracts.requestAddress,
    action: notices.requestOwnAddress,
    problems: {
      'too-many-addresses': { status: 429, ...texts.tooManyAddresses },
    } satisfies ProblemsFor<RequestAddressRefusal>,
  }),
  endpoint({
    contract: contracts.removeAddress,
    action: notices.removeOwnAddress,
    problems: {},
  }),
  endpoint({
    contract: contracts.chooseNotices,
    action: notices.chooseOwnNotices,
    problems: {},
  }),
  endpoint({
    contract: contracts.confirmAddress,
    action: notices.confirmOwnAddress,
    problems: {
      'confirmation-not-found': { status: 404, ...texts.confirmationNotFound },
      'confirmation-expired': { status: 410, ...texts.confirmationExpired },
    } satisfies ProblemsFor<ConfirmRefusal>,
  }),
  endpoint({
    contract: contracts.viewOwnNotices,
    action: notices.viewOwnNotices,
    problems: cursorProblems,
  }),
]
