import { listInvoices, invoiceFilter } from '@sotevarmenne/api/fees'
import { callApi } from '../api/call-api.ts'
import { useInvoices } from '../fees/invoice-list.tsx'

/** Invoices as the office sees them, of one organisation or of all. */
export const useAllInvoices = (
  organisationId?: string,
  { refetchInterval = false }: { refetchInterval?: number | false } = {},
) =>
  useInvoices({
    refetchInterval,
    key: organisationId ?? 'all',
    filters: ['all', ...invoiceFilter.exclude(['all']).options],
    requestFor: (requested, signal) =>
      callApi(listInvoices, { ...requested, organisationId }, signal),
    at: (invoiceId) => `operations/invoices/${invoiceId}`,
  })
