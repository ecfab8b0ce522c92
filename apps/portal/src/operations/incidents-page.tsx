import { zodResolver } from '@hookform/resolvers/zod'
import {
  announceIncident,
  continueIncident,
  listIncidents,
  type IncidentView,
} from '@sotevarmenne/api/incidents'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { mayDo, useSession } from '../api/session.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { openIncidentsKey } from '../layout/incident-notice.tsx'
import { focusTitle, PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { typedText } from '../cases/typed-text.ts'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { incidentTexts } from './incident-texts.ts'
import { commonTexts } from '../texts/common.ts'
import { languages } from '../texts/text.ts'

/** Public incident notices: announced, updated, ended. */
export function IncidentsPage() {
  const t = useTexts(incidentTexts)
  const { time } = useDates()
  const language = usePageLanguage()
  const view = useSession()
  const mayWrite = view.state === 'open' && mayDo(view.session, 'incidents.write')
  const [chosen, setChosen] = useState<IncidentView | 'new'>()
  const pages = usePages(['incidents'], listIncidents, { limit: 10 })
  const lasting = (pages.data?.pages ?? []).flatMap((page) =>
    page.ok ? page.value.incidents.filter(({ endedAt }) => endedAt === undefined) : [],
  )
  const goBack = (): void => {
    setChosen(undefined)
    focusTitle()
  }
  const published = (): void => {
    void queryClient.invalidateQueries({ queryKey: ['incidents'] })
    void queryClient.invalidateQueries({ queryKey: openIncidentsKey })
    goBack()
  }
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      {!mayWrite ? null : chosen === undefined ? (
        <Actions>
          {lasting.map((incident) => (
            <Button
              key={incident.incidentId}
              onClick={() => {
                setChosen(incident)
              }}
            >
              {t('goOn', { title: incident.title[language] })}
            </Button>
          ))}
          <Button
            variant="secondary"
            onClick={() => {
              setChosen('new')
            }}
          >
            {t('announce')}
          </Button>
        </Actions>
      ) : chosen === 'new' ? (
        <Announce onPublished={published} onBack={goBack} />
      ) : (
        <GoOn incident={chosen} onPublished={published} onBack={goBack} />
      )}
      <Heading variant="h2" mt="l" mb="s">
        {t('published')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ incidents }) =>
          incidents.map(({ incidentId, title, beganAt, endedAt, updates }) => (
            <Row
              key={incidentId}
              link={<strong>{title[language]}</strong>}
              facts={[
                endedAt === undefined ? time(beganAt) : `${time(beganAt)} – ${time(endedAt)}`,
                updates.at(-1)?.text[language] ?? '',
              ].join(' · ')}
              state={
                <Chip $tone={endedAt === undefined ? 'bad' : 'good'}>
                  {t(endedAt === undefined ? 'lasts' : 'over')}
                </Chip>
              }
            />
          ))
        }
      />
    </>
  )
}

const inThree = <Schema extends z.ZodType>(one: Schema) => z.object({ fi: one, sv: one, en: one })
const typedTitle = z
  .string()
  .trim()
  .min(3, { error: errorText('subject') })
  .max(120, { error: errorText('subject') })

const typedIncident = z.object({
  began: z.enum(['0', '15', '60', '240']),
  title: inThree(typedTitle),
  text: inThree(typedText),
})
const nothing = { fi: '', sv: '', en: '' }

type Ways = { readonly onPublished: () => void; readonly onBack: () => void }

/** Created again when it is opened: sending it twice is the same incident. */
function Announce({ onPublished, onBack }: Ways) {
  const t = useTexts(incidentTexts)
  const [incidentId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedIncident),
    defaultValues: { began: '0' as const, title: nothing, text: nothing },
    shouldFocusError: false,
  })
  const publish = ({ began, title, text }: z.output<typeof typedIncident>): Promise<void> =>
    run(
      () => callApi(announceIncident, { incidentId, beganMinutesAgo: Number(began), title, text }),
      onPublished,
    )
  return (
    <Panel aria-labelledby="announce">
      <Heading variant="h2" id="announce" mb="s">
        {t('announce')}
      </Heading>
      <Form form={form} onSubmit={publish}>
        <ChoiceField
          name="began"
          label={t('began')}
          choices={typedIncident.shape.began.options.map((value) => ({
            value,
            label: t(`began.${value}`),
          }))}
        />
        {languages.map((language) => (
          <TextField
            key={language}
            name={`title.${language}`}
            label={t('titleIn', { language: t(`in.${language}`) })}
          />
        ))}
        <InLanguages />
        {shown}
        <Publish isActing={isActing} onBack={onBack} />
      </Form>
    </Panel>
  )
}

const typedUpdate = z.object({ ends: z.enum(['no', 'yes']), text: inThree(typedText) })

function GoOn({
  incident: { incidentId, title },
  onPublished,
  onBack,
}: Ways & { incident: IncidentView }) {
  const t = useTexts(incidentTexts)
  const language = usePageLanguage()
  const [updateId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedUpdate),
    defaultValues: { ends: 'no' as const, text: nothing },
    shouldFocusError: false,
  })
  const publish = ({ ends, text }: z.output<typeof typedUpdate>): Promise<void> =>
    run(
      () => callApi(continueIncident, { incidentId, updateId, text, ends: ends === 'yes' }),
      onPublished,
    )
  return (
    <Panel aria-labelledby="go-on">
      <Heading variant="h2" id="go-on" mb="s">
        {t('goOn', { title: title[language] })}
      </Heading>
      <Form form={form} onSubmit={publish}>
        <ChoiceField
          name="ends"
          label={t('ends')}
          choices={typedUpdate.shape.ends.options.map((value) => ({
            value,
            label: t(`ends.${value}`),
          }))}
        />
        <InLanguages />
        {shown}
        <Publish isActing={isActing} onBack={onBack} />
      </Form>
    </Panel>
  )
}

function InLanguages() {
  const t = useTexts(incidentTexts)
  return languages.map((language) => (
    <LongTextField
      key={language}
      name={`text.${language}`}
      label={t('textIn', { language: t(`in.${language}`) })}
    />
  ))
}

function Publish({ isActing, onBack }: { isActing: boolean } & Pick<Ways, 'onBack'>) {
  const t = useTexts(incidentTexts)
  const common = useTexts(commonTexts)
  return (
    <Actions>
      <SubmitButton isActing={isActing} acting={t('publishing')}>
        {t('publish')}
      </SubmitButton>
      <Button variant="secondary" onClick={onBack}>
        {common('back')}
      </Button>
    </Actions>
  )
}
