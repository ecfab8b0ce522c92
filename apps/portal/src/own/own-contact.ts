import type { Contact } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import { queryClient } from '../api/ask.ts'

export const ownContactKey = ['own-contact'] as const

/** The contact as an act has just answered it: what is shown need not be asked again. */
export function keepOwnContact(contact: Contact): void {
  queryClient.setQueryData(ownContactKey, ok(contact))
  void queryClient.invalidateQueries({ queryKey: ['own-notices'] })
}
