import type { HolderStep, OfficeStep, ThreadKind } from '@sotevarmenne/api/threads'
import type { Brand } from '@sotevarmenne/kernel/brand'

declare module '#platform/permit.ts' {
  interface Permissions {
    cases:
      | 'threads.writeToOffice'
      | 'threads.viewOwnThreads'
      | 'threads.writeForOrganisation'
      | 'threads.viewOrganisationThreads'
      | 'threads.viewThreads'
      | 'threads.handleThread'
      | 'threads.follow'
  }
}

/** What a holder and the office write to each other about one matter. UUID, made by the page that opens it. */
export type ThreadId = Brand<string, 'ThreadId'>

type OfThread = {
  readonly about: { readonly personId: string; readonly orderId?: string }
  readonly threadId: ThreadId
  readonly kind: ThreadKind
  /** For which it was written. */
  readonly organisationId?: string
}

export type ThreadOpened = { readonly type: 'ThreadOpened' } & OfThread

/** Somebody went on with it. What was written is never part of an event. */
export type ThreadStepTaken = {
  readonly type: 'ThreadStepTaken'
  readonly step: HolderStep | OfficeStep
  readonly by: 'holder' | 'office' | 'service'
} & OfThread

export type ThreadViewed = { readonly type: 'ThreadViewed' } & OfThread

/** What it says is erased. */
export type ThreadForgotten = { readonly type: 'ThreadForgotten' } & OfThread
