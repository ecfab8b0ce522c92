import { formatInstant } from '@sotevarmenne/kernel/instant'
import { serviceNow } from '../api/service-clock.ts'
import { zodResolver } from '@hookform/resolvers/zod'
import { appointRegistrar, endRegistrarRole, type viewPoint } from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import {
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  Heading,
  Paragraph,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { deskTexts } from '../desk/texts.ts'
import { typedDay } from './point-form.ts'

type Registrar = ResponseOf<typeof viewPoint>['registrars'][number]
type Changed = () => Promise<void>
type DoneWhat = { readonly title: 'appointed' | 'ended'; readonly registrars: number }

/** The registrars of the point, with the training required for it; and former ones. */
export function PointRegistrars({
  pointId,
  registrars,
  isCaseOfficer,
  onChanged,
}: {
  pointId: string
  registrars: readonly Registrar[]
  isCaseOfficer: boolean
  onChanged: Changed
}) {
  const t = useTexts(officeTexts)
  const [done, setDone] = useState<DoneWhat>()
  const now = formatInstant(serviceNow())
  const hasEnded = ({ endsAt }: Registrar): boolean => endsAt !== undefined && endsAt <= now
  const current = registrars.filter((one) => !hasEnded(one))
  const former = registrars.filter(hasEnded)
  const changed = async (what: DoneWhat): Promise<void> => {
    await onChanged()
    setDone(what)
  }
  return (
    <Panel aria-labelledby="registrars">
      <Heading variant="h2" id="registrars" mb="s">
        {t('registrars')}
      </Heading>
      {done === undefined ? null : (
        <Done
          key={`${done.title} ${String(done.registrars)}`}
          title={t(done.title)}
          help={t('staffedNow', { registrars: done.registrars })}
        />
      )}
      {current.length === 0 ? <Paragraph>{t('noRegistrars')}</Paragraph> : null}
      {current.length === 0 ? null : (
        <Rows>
          {current.map((registrar) => (
            <RegistrarRow
              key={registrar.registrarId}
              registrar={registrar}
              end={isCaseOfficer ? <End registrar={registrar} onEnded={changed} /> : null}
            />
          ))}
        </Rows>
      )}
      {former.length === 0 ? null : (
        <>
          <Heading variant="h3" mt="m" mb="s">
            {t('formerRegistrars')}
          </Heading>
          <Rows>
            {former.map((registrar) => (
              <RegistrarRow key={registrar.registrarId} registrar={registrar} end={null} />
            ))}
          </Rows>
        </>
      )}
      {isCaseOfficer ? <Appoint pointId={pointId} onAppointed={changed} /> : null}
    </Panel>
  )
}

function RegistrarRow({ registrar, end }: { registrar: Registrar; end: React.ReactNode }) {
  const t = useTexts(officeTexts)
  const { day, dayOf, lastDayBefore } = useDates()
  const { name, appointedAt, endsAt, training } = registrar
  return (
    <Row
      link={<strong>{name}</strong>}
      facts={[
        `${dayOf(appointedAt)}–${endsAt === undefined ? '' : lastDayBefore(endsAt)}${
          endsAt === undefined ? ` ${t('withoutEnd')}` : ''
        }`,
        training === undefined
          ? t('withoutTraining')
          : t('training', {
              course: training.course,
              day: day(training.completedOn),
              certificate: training.certificate,
            }),
      ].join(' · ')}
      state={end}
    />
  )
}

function End({
  registrar: { registrarId, name },
  onEnded,
}: {
  registrar: Registrar
  onEnded: (what: DoneWhat) => Promise<void>
}) {
  const t = useTexts(officeTexts)
  const { runOnConfirm, shown } = useAction()

  const end = (): Promise<() => void> =>
    runOnConfirm(
      () => callApi(endRegistrarRole, { registrarId }),
      ({ staffing: { registrars } }) => onEnded({ title: 'ended', registrars }),
    )

  return (
    <>
      {shown}
      <ConfirmButton
        ariaLabel={t('endOf', { name })}
        label={t('end')}
        title={t('endConfirm')}
        text={t('endText', { name })}
        onYes={end}
      />
    </>
  )
}

const typedRegistrarRole = z.object({
  identityCode: z
    .string()
    .trim()
    .refine((typed) => parseIdentityCode(typed).ok, { error: errorText('identityCode') }),
  course: z
    .string()
    .trim()
    .min(1, { error: errorText('course') })
    .max(120, { error: errorText('course') }),
  completedOn: typedDay,
  certificate: z
    .string()
    .trim()
    .min(1, { error: errorText('trainingCertificate') })
    .max(120, { error: errorText('trainingCertificate') }),
  lastDay: typedDay,
})

function Appoint({
  pointId,
  onAppointed,
}: {
  pointId: string
  onAppointed: (what: DoneWhat) => Promise<void>
}) {
  const t = useTexts(officeTexts)
  const desk = useTexts(deskTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<
    z.input<typeof typedRegistrarRole>,
    unknown,
    z.output<typeof typedRegistrarRole>
  >({
    resolver: zodResolver(typedRegistrarRole),
    defaultValues: { identityCode: '', course: '', completedOn: '', certificate: '', lastDay: '' },
    shouldFocusError: false,
  })

  function appoint(typed: z.output<typeof typedRegistrarRole>): Promise<void> {
    const { identityCode, lastDay, ...training } = typed
    return run(
      () => callApi(appointRegistrar, { pointId, identityCode, training, lastDay }),
      async ({ staffing: { registrars } }) => {
        form.reset()
        await onAppointed({ title: 'appointed', registrars })
      },
    )
  }

  return (
    <Expander id="appoint" mt="m">
      <ExpanderTitleButton asHeading="h3">{t('appoint')}</ExpanderTitleButton>
      <ExpanderContent>
        <Paragraph mb="s">{t('appointHelp')}</Paragraph>
        <Form form={form} onSubmit={appoint}>
          <TextField
            name="identityCode"
            label={t('identityCode')}
            hint={desk('identityCodeHint')}
          />
          <TextField name="course" label={t('course')} />
          <DayField name="completedOn" label={t('completedOn')} />
          <TextField name="certificate" label={t('certificate')} />
          <DayField name="lastDay" label={t('registrarRoleLastDay')} />
          {shown}
          <SubmitButton isActing={isActing}>{t('appoint')}</SubmitButton>
        </Form>
      </ExpanderContent>
    </Expander>
  )
}
