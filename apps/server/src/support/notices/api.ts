import * as contracts from '@sotevarmenne/api/notices'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { AskAddressRefusal, ConfirmRefusal } from '#people/contacts/index.ts'
import type { Notices } from './create-notices.ts'
import { texts } from './texts.ts'

export const noticeApi = (notices: Notices): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnContact,
    deed: 'notices.viewOwnContact',
    act: notices.viewOwnContact,
    problems: {},
  }),
  endpoint({
    contract: contracts.askAddress,
    deed: 'notices.changeOwnContact',
    act: notices.askOwnAddress,
    problems: {
      'too-many-addresses': { status: 429, ...texts.tooManyAddresses },
    } satisfies ProblemsFor<AskAddressRefusal>,
  }),
  endpoint({
    contract: contracts.removeAddress,
    deed: 'notices.changeOwnContact',
    act: notices.removeOwnAddress,
    problems: {},
  }),
  endpoint({
    contract: contracts.chooseNotices,
    deed: 'notices.changeOwnContact',
    act: notices.chooseOwnNotices,
    problems: {},
  }),
  endpoint({
    contract: contracts.confirmAddress,
    deed: 'notices.confirmAddress',
    act: notices.confirmOwnAddress,
    problems: {
      'confirmation-unknown': { status: 404, ...texts.confirmationUnknown },
      'confirmation-expired': { status: 410, ...texts.confirmationExpired },
    } satisfies ProblemsFor<ConfirmRefusal>,
  }),
  endpoint({
    contract: contracts.viewOwnNotices,
    deed: 'notices.viewOwnNotices',
    act: notices.viewOwnNotices,
    problems: cursorProblems,
  }),
]
