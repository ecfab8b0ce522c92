import { continueOwnCase, viewOwnCase } from '@sotevarmenne/api/cases'
import { useParams } from 'react-router'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { GoOn } from './go-on.tsx'
import { CaseFrame } from './case-frame.tsx'
import { useSayStep } from './case-shown.tsx'

/** One of the holder's cases, and what the holder may add. */
export function OwnCasePage() {
  const t = useTexts(caseTexts)
  const sayStep = useSayStep()
  const { caseId = '' } = useParams()
  const query = useApiQuery(['own-case', caseId], viewOwnCase, { caseId })
  return (
    <CaseFrame query={query} back={<PageLink to="own/cases">{t('toOwnCases')}</PageLink>}>
      {(supportCase) => (
        <GoOn
          key={supportCase.steps.length}
          supportCase={supportCase}
          send={(step) => callApi(continueOwnCase, { caseId, ...step })}
          onChanged={(value) => {
            queryClient.setQueryData(['own-case', caseId], { ok: true, value })
            void queryClient.invalidateQueries({ queryKey: ['own-cases'] })
            sayStep(value)
          }}
        />
      )}
    </CaseFrame>
  )
}
