import type { ContactView } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import { queryClient } from '../api/call-api.ts'

export const ownContactKey = ['own-contact'] as const

/** Caches the contact that an operation returned: it need not be fetched again. */
export function showOwnContact(contact: ContactView): void {
  queryClient.setQueryData(ownContactKey, ok(contact))
  void queryClient.invalidateQueries({ queryKey: ['own-notices'] })
}
