import type { viewVisitor } from '@sotevarmenne/api/orders'
import { createContext, use, type Dispatch, type SetStateAction } from 'react'
import type { z } from 'zod'

export type Visitor = z.output<(typeof viewVisitor)['answer']>

/** The person being served, and the code by which the situation is asked again. Kept in memory only, never in an address. */
export type VisitorAtDesk = { readonly identityCode: string; readonly visitor: Visitor }

export const VisitorContext = createContext<
  [VisitorAtDesk | undefined, Dispatch<SetStateAction<VisitorAtDesk | undefined>>] | undefined
>(undefined)

export function useVisitorAtDesk() {
  const held = use(VisitorContext)
  if (held === undefined) throw new Error('a page of the desk is outside the desk')
  return held
}
