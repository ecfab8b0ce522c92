import { viewAccount, type MemberAction } from '@sotevarmenne/api/accounts'
import { useParams } from 'react-router'
import { useApiQuery } from '../api/queries.ts'

/**
 * Whether this person's role in the organisation of the page's address allows the action: what they may not do has no
 * button. Not until the account is loaded.
 */
export function useMayAct(): (action: MemberAction) => boolean {
  const { organisationId = '' } = useParams()
  const account = useApiQuery(['account', organisationId], viewAccount, { organisationId })
  return (action) => account.data?.ok === true && account.data.value.actions.includes(action)
}
