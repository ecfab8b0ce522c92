import type { InvoiceView } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { queryClient } from '../api/call-api.ts'

/** Charges chosen on an invoice, until an operation is done: then the invoice is fetched again. */
export function useSettling(queryKey: readonly string[], invoiceId: string) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isDone, setIsDone] = useState(false)

  function settle(value: InvoiceView): void {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['charges-of', invoiceId] })
    void queryClient.invalidateQueries({ queryKey: ['invoices'] })
    // A dispute is settled in its case, too.
    void queryClient.invalidateQueries({ queryKey: ['cases'] })
    void queryClient.invalidateQueries({ queryKey: ['case'] })
    setChosen([])
    setIsDone(true)
  }

  return { chosen, setChosen, isDone, settle }
}
