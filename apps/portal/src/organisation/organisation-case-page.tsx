import { continueOrganisationCase, viewOrganisationCase } from '@sotevarmenne/api/cases'
import { useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from '../cases/texts.ts'
import { GoOn } from '../cases/go-on.tsx'
import { CaseFrame } from '../cases/case-frame.tsx'
import { useSayStep } from '../cases/case-shown.tsx'

/** One case of an organisation, and what its members may add. */
export function OrganisationCasePage() {
  const t = useTexts(caseTexts)
  const sayStep = useSayStep()
  const { organisationId = '', caseId = '' } = useParams()
  const query = useApiQuery(['organisation-case', caseId], viewOrganisationCase, {
    organisationId,
    caseId,
  })
  return (
    <CaseFrame
      query={query}
      back={<PageLink to={`organisation/${organisationId}/cases`}>{t('toCases')}</PageLink>}
    >
      {(supportCase) => (
        <>
          {supportCase.invoiceId === undefined ? null : (
            <Paragraph mt="m">
              <PageLink to={`organisation/${organisationId}/invoices/${supportCase.invoiceId}`}>
                {t('toInvoice')}
              </PageLink>
            </Paragraph>
          )}
          <GoOn
            key={supportCase.steps.length}
            supportCase={supportCase}
            send={(step) => callApi(continueOrganisationCase, { organisationId, caseId, ...step })}
            onChanged={(value) => {
              queryClient.setQueryData(['organisation-case', caseId], { ok: true, value })
              void queryClient.invalidateQueries({ queryKey: ['organisation-cases'] })
              void queryClient.invalidateQueries({ queryKey: ['own-invoice'] })
              sayStep(value)
            }}
          />
        </>
      )}
    </CaseFrame>
  )
}
