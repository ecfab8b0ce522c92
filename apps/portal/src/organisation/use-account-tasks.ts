import type { AccountView } from '@sotevarmenne/api/accounts'
import { listDocuments } from '@sotevarmenne/api/agreements'
import { listOrganisationCases } from '@sotevarmenne/api/cases'
import { viewCardTasks } from '@sotevarmenne/api/employments'
import { listOwnInvoices, viewOwnBilling } from '@sotevarmenne/api/fees'
import { listRegistrarApplications, viewRegistrarTasks } from '@sotevarmenne/api/registrars'
import { listApplications } from '@sotevarmenne/api/service-certificates'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** Only the pending rows of each list: a hundred is more than anybody does next. */
const waiting = { filter: 'waits-for-us', cursor: undefined, limit: 100 } as const

/** What the front page of an account shows: what is to be done, and figures; one query for both. */
export function useAccountTasks({ organisation: { organisationId }, actions }: AccountView) {
  const reads = actions.includes('read')
  return useQuery({
    queryKey: ['next-tasks', organisationId],
    // A task just completed must not be shown again.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const of = { organisationId }
      const [cards, points, documents, applications, registrars, cases, invoices, billing] =
        await Promise.all([
          // Finance sees to the invoices alone.
          reads ? callApi(viewCardTasks, of, signal) : undefined,
          reads ? callApi(viewRegistrarTasks, of, signal) : undefined,
          reads ? callApi(listDocuments, { ...of, ...waiting }, signal) : undefined,
          reads ? callApi(listApplications, { ...of, ...waiting }, signal) : undefined,
          reads ? callApi(listRegistrarApplications, { ...of, ...waiting }, signal) : undefined,
          reads ? callApi(listOrganisationCases, { ...of, ...waiting }, signal) : undefined,
          callApi(listOwnInvoices, { ...of, ...waiting, filter: 'unpaid' }, signal),
          callApi(viewOwnBilling, of, signal),
        ])
      return { cards, points, documents, applications, registrars, cases, invoices, billing }
    },
  })
}
