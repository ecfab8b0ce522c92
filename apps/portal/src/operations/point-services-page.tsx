import { zodResolver } from '@hookform/resolvers/zod'
import {
  decidePointService,
  pointAct,
  proposePointService,
  viewPointServices,
  type PointServiceChangeView,
  type PointServiceView,
} from '@sotevarmenne/api/point-services'
import { useQueryClient } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DayField } from '../forms/day-field.tsx'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { typedDay } from '../office/point-form.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { datedChangeTexts } from './dated-change-texts.ts'
import { DatedChangesPage } from './dated-changes-page.tsx'
import { DecidedChanges, type Changed, type ShownChange } from './dated-changes.tsx'
import { pointServiceTexts } from './point-service-texts.ts'
import { ProposeChange } from './propose-change.tsx'

/** The services that registration points may offer and charge for; one case officer proposes, another approves. */
export function PointServicesPage() {
  const t = useTexts(pointServiceTexts)
  const language = usePageLanguage()
  const query = useApiQuery(['point-services-of-office'], viewPointServices, {})
  const show = useShown()
  return (
    <DatedChangesPage
      heading={t('heading')}
      lead={t('lead')}
      toPropose="pointServices.propose"
      {...{ query, show }}
    >
      {({ services, changes }, { isCaseOfficer, onChanged }) => (
        <>
          {isCaseOfficer ? <ProposeService services={services} onChanged={onChanged} /> : null}
          <Panel aria-labelledby="services">
            <Heading variant="h2" id="services" mb="s">
              {t('services')}
            </Heading>
            {services.map(({ code, name, act, isOffered }) => (
              <section key={code} aria-labelledby={`service-${code}`}>
                <Heading variant="h3" id={`service-${code}`} mt="m">
                  {name[language]}
                </Heading>
                <Facts
                  facts={[
                    [t('today'), t(isOffered ? 'offered' : 'notOffered')],
                    [t('act'), t(`act.${act}`)],
                    [t('code'), code],
                  ]}
                />
                <DecidedChanges changes={changes.filter(({ kind }) => kind === code)} show={show} />
              </section>
            ))}
          </Panel>
        </>
      )}
    </DatedChangesPage>
  )
}

function useShown(): (change: PointServiceChangeView) => ShownChange {
  const t = useTexts(pointServiceTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  const queryClient = useQueryClient()
  return ({ changeId, kind, name, isOffered, beginsOn }) => ({
    title: t(isOffered ? 'offeredFrom' : 'endsFrom', { name: name[language], day: day(beginsOn) }),
    facts: [`${t('code')}: ${kind}`, name.fi, name.sv, name.en],
    decide: async (decision) => {
      const decided = await callApi(decidePointService, { changeId, decision })
      await queryClient.invalidateQueries({ queryKey: ['point-services'] })
      return decided
    },
  })
}

const { code, change } = proposePointService.input.shape
const [added] = change.options
const namePart = (shape: z.ZodType<string, string>) =>
  z.string().refine((typed) => shape.safeParse(typed).success, { error: errorText('serviceName') })
const { fi, sv, en } = added.shape.name.shape

const typedService = z.discriminatedUnion('how', [
  z.object({
    how: z.literal('add'),
    ...{ fi: namePart(fi), sv: namePart(sv), en: namePart(en) },
    code: z
      .string()
      .trim()
      .refine((typed) => code.safeParse(typed).success, { error: errorText('serviceCode') }),
    act: pointAct,
    beginsOn: typedDay,
  }),
  z.object({
    how: z.enum(['end', 'offer']),
    service: z.string().min(1, { error: errorText('services') }),
    beginsOn: typedDay,
  }),
])

function ProposeService({
  services,
  onChanged,
}: {
  services: readonly PointServiceView[]
  onChanged: Changed
}) {
  const t = useTexts(pointServiceTexts)
  const common = useTexts(datedChangeTexts)
  const language = usePageLanguage()
  const form = useForm({
    resolver: zodResolver(typedService),
    defaultValues: {
      ...{ how: 'add' as const, beginsOn: '', code: '', fi: '', sv: '', en: '' },
      ...{ act: 'other' as const, service: services[0]?.code ?? '' },
    },
    shouldFocusError: false,
  })
  const how: string = useWatch({ control: form.control, name: 'how' })

  return (
    <ProposeChange
      id="propose-service"
      title={t('propose')}
      propose={(read) =>
        callApi(
          proposePointService,
          read.how === 'add'
            ? {
                ...{ code: read.code, beginsOn: read.beginsOn },
                change: {
                  ...{ kind: 'add', act: read.act },
                  name: { fi: read.fi, sv: read.sv, en: read.en },
                },
              }
            : {
                ...{ code: read.service, beginsOn: read.beginsOn },
                change: { kind: 'offer', isOffered: read.how === 'offer' },
              },
        )
      }
      {...{ form, onChanged }}
    >
      <ChoiceField
        name="how"
        label={t('how')}
        choices={(['add', 'end', 'offer'] as const).map((value) => ({
          value,
          label: t(`how.${value}`),
        }))}
      />
      {how === 'add' ? (
        <>
          <TextField name="fi" label={t('nameIn.fi')} />
          <TextField name="sv" label={t('nameIn.sv')} />
          <TextField name="en" label={t('nameIn.en')} />
          <TextField name="code" label={t('code')} hint={t('codeHint')} />
          <SelectField
            name="act"
            label={t('act')}
            choices={pointAct.options.map((value) => ({ value, label: t(`act.${value}`) }))}
          />
        </>
      ) : (
        <SelectField
          name="service"
          label={t('service')}
          choices={services.map((one) => ({ value: one.code, label: one.name[language] }))}
        />
      )}
      <DayField name="beginsOn" label={common('firstDay')} />
    </ProposeChange>
  )
}
