import type { CaseView } from '@sotevarmenne/api/cases'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ApiResult } from '../api/call-api.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { CaseShown } from './case-shown.tsx'

/** The page of a case, for every reader; `children` is what this reader may do with it. */
export function CaseFrame({
  query,
  back,
  children,
}: {
  query: Pick<UseQueryResult<ApiResult<CaseView>>, 'data' | 'isLoadingError' | 'refetch'>
  back: ReactNode
  children: (supportCase: CaseView) => ReactNode
}) {
  const t = useTexts(caseTexts)
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('heading')} back={<Actions>{back}</Actions>} />
  const supportCase = query.data.value
  return (
    <>
      <PageTitle>{supportCase.subject}</PageTitle>
      <CaseShown supportCase={supportCase} />
      {children(supportCase)}
      <Actions>{back}</Actions>
    </>
  )
}
