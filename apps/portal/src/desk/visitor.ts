import type { OrderView, viewVisitor } from '@sotevarmenne/api/orders'
import type { VisitView } from '@sotevarmenne/api/appointments'
import { createContext, use, type Dispatch, type SetStateAction } from 'react'
import { z } from 'zod'

export type Visitor = z.output<(typeof viewVisitor)['response']>

/** What an employer prepared for the visitor. */
export type Prepared = Visitor['prepared'][number]

/** The visitor being served, and the visit. Kept in memory only, never in an address. */
export type VisitorAtDesk = {
  readonly visitor?: Visitor
  readonly visit?: VisitView
  /** The visitor's order that is placed again, because its data were wrong. */
  readonly corrects?: OrderView
  /** A draft that was left, to be signed or, once it is cancelled, changed. */
  readonly continues?: OrderView
}

export const VisitorContext = createContext<
  [VisitorAtDesk, Dispatch<SetStateAction<VisitorAtDesk>>] | undefined
>(undefined)

export function useVisitorAtDesk() {
  const held = use(VisitorContext)
  if (held === undefined)
    throw new Error('the desk context is missing: render this page inside the desk')
  return held
}

/** The state that other pages of the desk pass to the visitor's page: which person to show. */
export const visitorRequested = z.object({ personId: z.string() })
