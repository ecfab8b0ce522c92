import type { InboxItemView, InboxKind } from '@sotevarmenne/api/inbox'

type Item = Pick<InboxItemView, 'itemId' | 'organisation'>

/** Where the items of each kind are decided: their queue, and the item's own page if it has one. */
const pagesOf: Record<
  InboxKind,
  { readonly queue: string; readonly page?: (item: Item) => string }
> = {
  'account-request': { queue: 'operations/account-requests' },
  'organisation-agreement': {
    queue: 'operations/organisations',
    page: ({ organisation, itemId }) =>
      `operations/organisations/${organisation?.organisationId ?? ''}#${itemId}`,
  },
  'registrar-application': ownPage('operations/registrars'),
  'certificate-application': ownPage('operations/certificate-queue'),
  'enrolment-approval': {
    queue: 'operations/certificate-queue',
    page: ({ itemId }) => `operations/enrolment-approvals/${itemId}`,
  },
  'outdated-certificate': { queue: 'operations/outdated-certificates' },
  'test-card-order': { queue: 'operations/certificate-queue' },
  'blank-order': ownPage('operations/blank-orders'),
  payment: { queue: 'operations/payments' },
  'identity-inquiry': ownPage('operations/inquiries'),
  message: ownPage('operations/cases'),
  'price-change': { queue: 'operations/prices' },
  'point-price': {
    queue: 'operations/points',
    page: ({ itemId }) => `operations/point-prices/${itemId}`,
  },
  'right-rules-change': { queue: 'operations/right-rules' },
  'setting-change': { queue: 'operations/settings' },
  'point-service-change': { queue: 'operations/point-services' },
  'role-change': { queue: 'operations/roles' },
  'paused-crls': { queue: 'operations' },
  'paused-register-changes': { queue: 'operations/registers' },
}

function ownPage(queue: string) {
  return { queue, page: ({ itemId }: Item) => `${queue}/${itemId}` }
}

/** The page on which the item is decided. */
export const pageOf = ({ kind, ...item }: Item & Pick<InboxItemView, 'kind'>): string => {
  const { queue, page } = pagesOf[kind]
  return page?.(item) ?? queue
}

/** The kinds of which the items are decided under this page of the menu. */
export const kindsUnder = (queue: string): readonly InboxKind[] =>
  (Object.keys(pagesOf) as InboxKind[]).filter((kind) => pagesOf[kind].queue === queue)
