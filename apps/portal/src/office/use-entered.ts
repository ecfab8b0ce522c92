import type { OrganisationView } from '@sotevarmenne/api/organisations'
import { useNavigate } from 'react-router'
import { queryClient } from '../api/call-api.ts'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'

/** Where a case officer goes on after entering an agreement of the organisation. */
export function useEntered({ organisationId }: OrganisationView) {
  const t = useTexts(organisationTexts)
  const href = useHref()
  const navigate = useNavigate()
  const back = `operations/organisations/${organisationId}`
  return {
    back,
    button: t('addButton'),
    onEntered: (value: OrganisationView): void => {
      queryClient.setQueryData(['organisation', organisationId], { ok: true, value })
      void queryClient.invalidateQueries({ queryKey: ['organisations'] })
      void navigate(href(back), { state: { isEntered: true } })
    },
  }
}
