import { zodResolver } from '@hookform/resolvers/zod'
import {
  changeRegistrarApplication,
  draftRegistrarApplication,
  trainingKind,
  viewRegistrarApplication,
  type RegistrarApplicationView,
} from '@sotevarmenne/api/registrars'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ProblemShown, Unreachable, WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedDay } from '../office/point-form.ts'
import { formatTypedDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from '../registrars/texts.ts'
import { caseTexts } from '../cases/texts.ts'
import { useNameablePoints } from './use-drafted.ts'

/** A new application for a registrar, or a change of one. */
export function RegistrarFormPage() {
  const t = useTexts(registrarTexts)
  const { organisationId = '', applicationId } = useParams()
  const before = useApiQuery(
    ['registrar-application', applicationId],
    viewRegistrarApplication,
    { applicationId: applicationId ?? '' },
    { enabled: applicationId !== undefined },
  )
  // Earlier data, and input over them, stay when a refresh fails.
  if (applicationId !== undefined && before.data === undefined)
    return <WithoutResponse query={before} title={t('changeHeading')} />
  const back =
    applicationId === undefined
      ? `organisation/${organisationId}/registrars`
      : `organisation/${organisationId}/registrars/${applicationId}`
  return (
    <>
      <PageTitle>{t(applicationId === undefined ? 'formHeading' : 'changeHeading')}</PageTitle>
      {before.data?.ok === false ? (
        <ProblemShown problem={before.data.refusal} />
      ) : (
        <>
          <Paragraph mb="m">{t('formHelp')}</Paragraph>
          <RegistrarForm organisationId={organisationId} before={before.data?.value} />
        </>
      )}
      <Actions>
        <PageLink to={back}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

function RegistrarForm({
  organisationId,
  before,
}: {
  organisationId: string
  before: RegistrarApplicationView | undefined
}) {
  const t = useTexts(registrarTexts)
  const cases = useTexts(caseTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const points = useNameablePoints({ organisationId })
  const text = (error: string) => z.string().trim().min(1, { error }).max(120, { error })
  const typed = z.object({
    name: text(t('nameMissing')),
    identityCode: z
      .string()
      .trim()
      .refine((code) => parseIdentityCode(code).ok, { error: errorText('identityCode') }),
    pointId: z.string().min(1, { error: t('pointMissing') }),
    kind: trainingKind,
    course: text(errorText('course')),
    completedOn: typedDay,
    certificate: text(errorText('trainingCertificate')),
  })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      name: before?.name ?? '',
      identityCode: before?.identityCode ?? '',
      pointId: before?.point.pointId ?? '',
      kind: before?.training.kind ?? 'basic',
      course: before?.training.course ?? '',
      completedOn: before === undefined ? '' : formatTypedDay(before.training.completedOn),
      certificate: before?.training.certificate ?? '',
    },
    shouldFocusError: false,
  })
  const save = ({ name, identityCode, pointId, ...training }: z.output<typeof typed>) => {
    const facts = { name, identityCode, pointId, training }
    return run(
      () =>
        before === undefined
          ? callApi(draftRegistrarApplication, { organisationId, ...facts })
          : callApi(changeRegistrarApplication, { applicationId: before.applicationId, ...facts }),
      (value) => {
        const { applicationId } = value
        queryClient.setQueryData(['registrar-application', applicationId], { ok: true, value })
        void queryClient.invalidateQueries({
          queryKey: ['registrar-applications', organisationId],
        })
        void navigate(href(`organisation/${organisationId}/registrars/${applicationId}`))
      },
    )
  }
  if (points.isSettled && !points.refusal && points.choices.length === 0)
    return (
      <InlineAlert status="warning" mb="m">
        {t('noPoints')}{' '}
        <PageLink to={`organisation/${organisationId}/cases`}>{cases('ofOrganisation')}</PageLink>
      </InlineAlert>
    )
  return (
    <Panel aria-label={t('application')}>
      <Form form={form} onSubmit={save}>
        <TextField name="name" label={t('name')} hint={t('nameHint')} />
        <TextField name="identityCode" label={t('identityCode')} hint={t('identityCodeHint')} />
        {points.isError ? (
          <Unreachable onRetry={points.retry} />
        ) : points.refusal ? (
          <ProblemShown problem={points.refusal} />
        ) : (
          <SelectField
            name="pointId"
            label={t('point')}
            hint={t('pointHint')}
            width="whole"
            choices={[{ value: '', label: t('choosePoint') }, ...points.choices]}
          />
        )}
        <Heading variant="h2" mt="l" mb="xs">
          {t('training')}
        </Heading>
        <Paragraph mb="s">
          {t('trainingHelp')}{' '}
          <PageLink to="become-a-registration-point#training">{t('whereTrained')}</PageLink>
        </Paragraph>
        <ChoiceField
          name="kind"
          label={t('kind')}
          choices={trainingKind.options.map((value) => ({
            ...{ value, label: t(`kind.${value}`), hint: t(`kindHelp.${value}`) },
          }))}
        />
        <TextField name="course" label={t('course')} />
        <DayField name="completedOn" label={t('completedOn')} />
        <TextField name="certificate" label={t('certificate')} />
        {shown}
        <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
      </Form>
    </Panel>
  )
}
