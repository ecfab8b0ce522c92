import type { Order, viewVisitor } from '@sotevarmenne/api/orders'
import type { Visit } from '@sotevarmenne/api/visits'
import { createContext, use, type Dispatch, type SetStateAction } from 'react'
import { z } from 'zod'

export type Visitor = z.output<(typeof viewVisitor)['answer']>

/** What an employer prepared for the visitor. */
export type Prepared = Visitor['prepared'][number]

/** Who is being served, and the visit by which the person came. Kept in memory only, never in an address. */
export type VisitorAtDesk = {
  readonly visitor?: Visitor
  readonly visit?: Visit
  /** The order of the visitor that is ordered anew, because its data were wrong. */
  readonly corrects?: Order
}

export const VisitorContext = createContext<
  [VisitorAtDesk, Dispatch<SetStateAction<VisitorAtDesk>>] | undefined
>(undefined)

export function useVisitorAtDesk() {
  const held = use(VisitorContext)
  if (held === undefined) throw new Error('a page of the desk is outside the desk')
  return held
}

/** What other pages of the desk tell the visitor's page: whose it is to show. */
export const visitorAsked = z.object({ personId: z.string() })
