import * as contracts from '@sotevarmenne/api/notices'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { RequestAddressRefusal, ConfirmRefusal } from '#people/contacts/index.ts'
import type { Notices } from './create-notices.ts'
import { texts } from './texts.ts'

export const noticeApi = (notices: Notices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnContact,
    operation: 'notices.viewOwnContact',
    action: notices.viewOwnContact,
    problems: {},
  }),
  endpoint({
    contract: contracts.requestAddress,
    operation: 'notices.changeOwnContact',
    action: notices.requestOwnAddress,
    problems: {
      'too-many-addresses': { status: 429, ...texts.tooManyAddresses },
    } satisfies ProblemsFor<RequestAddressRefusal>,
  }),
  endpoint({
    contract: contracts.removeAddress,
    operation: 'notices.changeOwnContact',
    action: notices.removeOwnAddress,
    problems: {},
  }),
  endpoint({
    contract: contracts.chooseNotices,
    operation: 'notices.changeOwnContact',
    action: notices.chooseOwnNotices,
    problems: {},
  }),
  endpoint({
    contract: contracts.confirmAddress,
    operation: 'notices.confirmAddress',
    action: notices.confirmOwnAddress,
    problems: {
      'confirmation-not-found': { status: 404, ...texts.confirmationNotFound },
      'confirmation-expired': { status: 410, ...texts.confirmationExpired },
    } satisfies ProblemsFor<ConfirmRefusal>,
  }),
  endpoint({
    contract: contracts.viewOwnNotices,
    operation: 'notices.viewOwnNotices',
    action: notices.viewOwnNotices,
    problems: cursorProblems,
  }),
]
