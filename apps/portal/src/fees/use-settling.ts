import type { Invoice } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { queryClient } from '../api/ask.ts'

/** Charges that are chosen on an invoice, until something is done with it: then the invoice is shown as it is by now. */
export function useSettling(queryKey: readonly string[], invoiceId: string) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isDone, setIsDone] = useState(false)

  function settle(value: Invoice): void {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['charges-of', invoiceId] })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    // A dispute is settled in its thread, too.
    void queryClient.invalidateQueries({ queryKey: ['threads'] })
    void queryClient.invalidateQueries({ queryKey: ['thread'] })
    setChosen([])
    setIsDone(true)
  }

  return { chosen, setChosen, isDone, settle }
}
