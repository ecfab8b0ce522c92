import { zodResolver } from '@hookform/resolvers/zod'
import { listOrganisationCases, openOrganisationCase } from '@sotevarmenne/api/cases'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from '../cases/texts.ts'
import { CaseLine } from '../cases/case-line.tsx'
import { typedSubject, typedText } from '../cases/typed-text.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'

/** Messages between the organisation and the office: every member reads and writes them. */
export function OrganisationCasesPage() {
  const t = useTexts(caseTexts)
  const { organisationId = '' } = useParams()
  const mayAct = useMayAct()
  const pages = usePages(['organisation-cases', organisationId], listOrganisationCases, {
    organisationId,
  })
  return (
    <>
      <PageTitle>{t('ofOrganisation')}</PageTitle>
      <Paragraph mb="m">{t('ofOrganisationLead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('ofOrganisationNone')}
        rowsOf={({ cases }) =>
          cases.map((supportCase) => (
            <CaseLine
              key={supportCase.caseId}
              supportCase={supportCase}
              at={`organisation/${organisationId}/cases/${supportCase.caseId}`}
            />
          ))
        }
      />
      {mayAct('write') ? <Write organisationId={organisationId} /> : null}
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

const typedQuestion = z.object({ subject: typedSubject, text: typedText })

function Write({ organisationId }: { organisationId: string }) {
  const t = useTexts(caseTexts)
  const href = useHref()
  const navigate = useNavigate()
  // One case, however often it is sent.
  const [caseId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedQuestion),
    defaultValues: { subject: '', text: '' },
    shouldFocusError: false,
  })
  const send = (typed: z.input<typeof typedQuestion>): Promise<void> =>
    run(
      () => callApi(openOrganisationCase, { organisationId, caseId, ...typed }),
      (value) => {
        queryClient.setQueryData(['organisation-case', caseId], { ok: true, value })
        void queryClient.invalidateQueries({ queryKey: ['organisation-cases'] })
        void navigate(href(`organisation/${organisationId}/cases/${caseId}`))
      },
    )
  return (
    <Panel aria-labelledby="write">
      <Heading variant="h2" id="write" mb="s">
        {t('write')}
      </Heading>
      <Form form={form} onSubmit={send}>
        <TextField name="subject" label={t('subject')} />
        <LongTextField name="text" label={t('text')} hint={t('textHint')} />
        {shown}
        <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
      </Form>
    </Panel>
  )
}
