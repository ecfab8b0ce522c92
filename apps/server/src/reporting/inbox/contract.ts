import type { InboxKind } from '@sotevarmenne/api/inbox'

type OfItem = { readonly kind: InboxKind; readonly itemId: string }

/** An officer takes an item that waits for the office. */
export type InboxItemTaken = OfItem & { readonly type: 'InboxItemTaken' }

/** It is handed on to another officer; `officer`: person id. */
export type InboxItemHandedOn = OfItem & {
  readonly type: 'InboxItemHandedOn'
  readonly officer: string
}

/** The officer switched the digest by e-mail on or off. */
export type InboxDigestChosen = {
  readonly type: 'InboxDigestChosen'
  readonly isOn: boolean
  readonly about: { readonly personId: string }
}

/** No officer has it any more, though it waits. */
export type InboxItemPutBack = OfItem & { readonly type: 'InboxItemPutBack' }
