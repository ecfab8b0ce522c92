import { zodResolver } from '@hookform/resolvers/zod'
import {
  decideSetting,
  isAllowed,
  maxNumbers,
  proposeSetting,
  settingGroup,
  settingKey,
  settings,
  shippedNumbers,
  viewSettings,
  type SettingChangeView,
  type SettingInForceView,
} from '@sotevarmenne/api/settings'
import { isSwitch, settingLimits, settingText } from '@sotevarmenne/api/setting-words'
import { useEffect } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import styled from 'styled-components'
import { Heading, Link, Paragraph } from 'suomifi-ui-components'
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
import { DecidedChanges, type Changed, type ShownChange } from './dated-changes.tsx'
import { DatedChangesPage } from './dated-changes-page.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'
import { ProposeChange } from './propose-change.tsx'
import { settingTexts } from './setting-texts.ts'

/** What the authority may change without a new release: values today, limits and history; one case officer proposes, another approves. */
export function SettingsPage() {
  const t = useTexts(settingTexts)
  const query = useApiQuery(['settings'], viewSettings, {})
  const show = useShown()
  return (
    <DatedChangesPage
      heading={t('heading')}
      lead={t('lead')}
      toPropose="settings.propose"
      {...{ query, show }}
    >
      {({ inForce, changes }, { isCaseOfficer, onChanged }) => (
        <>
          {isCaseOfficer ? <ProposeSetting inForce={inForce} onChanged={onChanged} /> : null}
          <nav aria-label={t('onThisPage')}>
            <GroupLinks>
              {settingGroup.options.map((group) => (
                <li key={group}>
                  <Link href={`#${group}`} underline="initial">
                    {t(`group.${group}`)}
                  </Link>
                </li>
              ))}
            </GroupLinks>
          </nav>
          {settingGroup.options.map((group) => (
            <Panel key={group} aria-labelledby={group}>
              <Heading variant="h2" id={group} mb="s">
                {t(`group.${group}`)}
              </Heading>
              {inForce
                .filter(({ key }) => settings[key].group === group)
                .map((setting) => (
                  <OneSetting
                    key={setting.key}
                    setting={setting}
                    changes={changes.filter(({ kind }) => kind === setting.key)}
                    show={show}
                  />
                ))}
            </Panel>
          ))}
        </>
      )}
    </DatedChangesPage>
  )
}

const GroupLinks = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 8px 20px;
  margin: 20px 0;
  padding: 0;
  list-style: none;

  a {
    display: inline-block;
    min-height: 24px;
  }
`

function OneSetting({
  setting: { key, numbers },
  changes,
  show,
}: {
  setting: SettingInForceView
  changes: readonly SettingChangeView[]
  show: (change: SettingChangeView) => ShownChange
}) {
  const t = useTexts(settingTexts)
  const language = usePageLanguage()
  const now = settingText(key, numbers, language)
  const shipped = settingText(key, shippedNumbers(key), language)
  const isShipped = now === shipped
  return (
    <section aria-labelledby={`setting-${key}`}>
      <Heading variant="h3" id={`setting-${key}`} mt="m">
        {t(`name.${key}`)}
      </Heading>
      <Paragraph>{t(`about.${key}`)}</Paragraph>
      <Facts
        facts={[
          [t('now'), isShipped ? t('nowShipped', { value: now }) : now],
          [t('shippedValue'), isShipped ? undefined : shipped],
          [t('limits'), isSwitch(key) ? undefined : settingLimits(key, language)],
        ]}
      />
      <DecidedChanges changes={changes} show={show} />
    </section>
  )
}

function useShown(): (change: SettingChangeView) => ShownChange {
  const t = useTexts(settingTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  return ({ changeId, kind, numbers, beginsOn }) => ({
    title: t('changeTitle', {
      ...{
        name: t(`name.${kind}`),
        value: settingText(kind, numbers, language),
        day: day(beginsOn),
      },
    }),
    facts: [],
    decide: (decision) => callApi(decideSetting, { changeId, decision }),
  })
}

const numbersIn = (typed: string): number[] =>
  typed
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number)

const keyAndNumbers = z.object({ key: settingKey, numbers: z.array(z.any()) })

const typedSetting = z
  .object({
    key: settingKey,
    beginsOn: typedDay,
    numbers: z.string().transform(numbersIn),
  })
  .refine(({ key, numbers }) => isAllowed(key, numbers), {
    path: ['numbers'],
    error: ({ input }) => {
      const { key } = keyAndNumbers.parse(input)
      if (isSwitch(key)) return errorText('onOrOff')
      return errorText(maxNumbers(key) === 1 ? 'numbersWithinLimits' : 'listWithinLimits')
    },
    // Also beside a missing day.
    when: ({ value }) => keyAndNumbers.safeParse(value).success,
  })

function ProposeSetting({
  inForce,
  onChanged,
}: {
  inForce: readonly SettingInForceView[]
  onChanged: Changed
}) {
  const t = useTexts(settingTexts)
  const common = useTexts(datedChangeTexts)
  const language = usePageLanguage()
  const form = useForm<z.input<typeof typedSetting>, unknown, z.output<typeof typedSetting>>({
    resolver: zodResolver(typedSetting),
    defaultValues: { key: 'renewal-window', beginsOn: '', numbers: '' },
    shouldFocusError: false,
  })
  const key = useWatch({ control: form.control, name: 'key' })
  const now = inForce.find((setting) => setting.key === key)?.numbers ?? []
  const hasTwoValues = isSwitch(key)
  // What was typed as a number is no choice, nor the other way round.
  useEffect(() => {
    form.setValue('numbers', '')
  }, [form, hasTwoValues])

  return (
    <ProposeChange
      id="propose-setting"
      title={t('proposeSetting')}
      propose={(read) => callApi(proposeSetting, read)}
      {...{ form, onChanged }}
    >
      <SelectField
        name="key"
        label={t('setting')}
        width="whole"
        choices={settingKey.options.map((value) => ({ value, label: t(`name.${value}`) }))}
      />
      {hasTwoValues ? (
        <ChoiceField
          name="numbers"
          label={t('value')}
          choices={[1, 0].map((value) => ({
            value: String(value),
            label: settingText(key, [value], language),
          }))}
        />
      ) : (
        <TextField
          name="numbers"
          label={t('value')}
          hint={t(maxNumbers(key) === 1 ? 'valueHint' : 'listHint', {
            ...{ limits: settingLimits(key, language), now: settingText(key, now, language) },
          })}
        />
      )}
      <DayField name="beginsOn" label={common('firstDay')} />
    </ProposeChange>
  )
}
