import { listInvoices } from '@sotevarmenne/api/fees'
import { ask } from '../api/ask.ts'
import { useInvoices } from '../fees/invoice-list.tsx'

/** Invoices as the office sees them, of one organisation or of all. */
export const useAllInvoices = (
  organisationId?: string,
  { refetchInterval = false }: { refetchInterval?: number | false } = {},
) =>
  useInvoices({
    refetchInterval,
    key: organisationId ?? 'all',
    filters: ['all', 'unpaid', 'disputed', 'refused'],
    askFor: (asked, signal) => ask(listInvoices, { ...asked, organisationId }, signal),
    at: (invoiceId) => `operations/invoices/${invoiceId}`,
  })
