import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { isOlder } from '@sotevarmenne/api/reader-software'
import { searchPoints } from '@sotevarmenne/api/points'
import { draftRenewal, type viewRenewal } from '@sotevarmenne/api/renewals'
import { keepPreviousData } from '@tanstack/react-query'
import { useDeferredValue, useId, useState, type ReactNode } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { addressLine } from '../forms/address-line.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, ConfirmField, TextField, type Choice } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { Terms } from '../forms/terms.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { renewalTexts } from './renewal-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { languages } from '../texts/text.ts'
import type { RenewalForm as SentForm } from './renewal-under-way.ts'

type Renewable = ResponseOf<typeof viewRenewal>

/** All mistakes are named at once, also those that depend on two answers. */
const always = () => true

const typedRenewal = z
  .object({
    rightId: z.string().min(1, errorText('right')),
    language: z.enum(languages),
    to: z.enum(['home', 'registration-point'], errorText('delivery')),
    place: z.string(),
    pointId: z.string(),
    addressConfirmed: z.boolean(),
    termsAccepted: z.literal(true, errorText('ownTerms')),
  })
  .refine(({ to, pointId }) => to === 'home' || pointId !== '', {
    path: ['pointId'],
    message: errorText('point'),
    when: always,
  })
  .refine(({ to, addressConfirmed }) => to !== 'home' || addressConfirmed, {
    path: ['addressConfirmed'],
    message: errorText('ownAddress'),
    when: always,
  })

type Typed = z.input<typeof typedRenewal>
type Read = z.output<typeof typedRenewal>

/** The choices: the right, the language, and where the card goes. Nothing else can be changed here. */
export function RenewalForm({
  renewable,
  broken,
  readerVersion,
  before,
  onDrafted,
}: {
  renewable: Renewable
  broken: 'yes' | undefined
  readerVersion: string | undefined
  /** What was sent before: the holder changes it, or checks it again. */
  before: SentForm | undefined
  onDrafted: (form: SentForm, drafted: ResponseOf<typeof draftRenewal>) => void
}) {
  const t = useTexts(renewalTexts)
  const { run, isActing, shown } = useAction()
  const { address, rights, point } = renewable
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedRenewal),
    defaultValues: {
      rightId:
        (
          rights.find(({ rightId }) => rightId === before?.rightId) ??
          rights.find(({ isOnCard }) => isOnCard) ??
          rights.at(0)
        )?.rightId ?? '',
      language: before?.language ?? renewable.language,
      to: address === undefined ? 'registration-point' : (before?.delivery.to ?? 'home'),
      place: '',
      pointId:
        (before && 'pointId' in before.delivery ? before.delivery.pointId : undefined) ??
        point?.pointId ??
        '',
      addressConfirmed: before?.address !== undefined,
      ...(before && { termsAccepted: before.termsAccepted }),
    },
    shouldFocusError: false,
  })

  function send(read: Read): Promise<void> {
    const { rightId, language, to, pointId, addressConfirmed, termsAccepted } = read
    const sent: SentForm = {
      cardId: renewable.cardId,
      ...{ rightId, language, termsAccepted },
      delivery: to === 'home' ? { to } : { to, pointId },
      ...(address !== undefined && addressConfirmed ? { address } : {}),
      ...(broken === undefined ? {} : { broken }),
      ...(readerVersion === undefined ? {} : { readerVersion }),
    }
    return run(
      () => callApi(draftRenewal, sent),
      (drafted) => {
        onDrafted(sent, drafted)
      },
    )
  }

  return (
    <Form form={form} onSubmit={send}>
      <OldReader version={readerVersion} needed={renewable.minimumReaderVersion} />
      <Part title={`1. ${t('rightHeading')}`}>
        <OnTheCard renewable={renewable} />
      </Part>
      <Part title={`2. ${t('deliveryHeading')}`}>
        <Delivery renewable={renewable} />
      </Part>
      <Part title={`3. ${t('termsHeading')}`}>
        <Terms />
        <ConfirmField name="termsAccepted" label={t('termsAccepted')} />
      </Part>
      {shown}
      <Actions>
        <SubmitButton isActing={isActing}>{t('toCheck')}</SubmitButton>
      </Actions>
    </Form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <Panel aria-labelledby={id}>
      <Heading variant="h2" id={id} mb="s">
        {title}
      </Heading>
      {children}
    </Panel>
  )
}

/** Shown before the form is filled in: the service would refuse it, and the new card would not work. */
function OldReader({ version, needed }: { version: string | undefined; needed: string }) {
  const t = useTexts(renewalTexts)
  if (version === undefined || !isOlder(version, needed)) return null
  return (
    <InlineAlert status="warning" labelText={t('oldReader', { version, needed })} mb="s">
      {t('oldReaderHelp')}
    </InlineAlert>
  )
}

function OnTheCard({ renewable: { rights, photoId } }: { renewable: Renewable }) {
  const t = useTexts(renewalTexts)
  const words = useTexts(wordTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  return (
    <>
      <ChoiceField
        name="rightId"
        label={t('rightLabel')}
        choices={rights.map((right) => ({
          value: right.rightId,
          label: right.title[language],
          hint: [
            ...(right.isOnCard ? [t('rightOnCard')] : []),
            words(`register.${right.register}`),
            t('cardValidTo', { day: day(right.cardValidTo) }),
          ].join(', '),
        }))}
      />
      <Paragraph mb="m">
        <strong>{t('photo')}:</strong> {t(photoId === undefined ? 'noPhoto' : 'samePhoto')}
      </Paragraph>
      <ChoiceField
        name="language"
        label={t('language')}
        choices={languages.map((value) => ({
          value,
          label: words(`language.${value}`),
        }))}
      />
    </>
  )
}

function Delivery({ renewable: { address, point } }: { renewable: Renewable }) {
  const t = useTexts(renewalTexts)
  const { to } = useWatch<Typed>()
  const shown = address && addressLine(address)
  return (
    <>
      {shown === undefined ? (
        <Paragraph mb="m">{t('noAddress')}</Paragraph>
      ) : (
        <ChoiceField
          name="to"
          label={t('deliveryLabel')}
          choices={[
            { value: 'home', label: t('home'), hint: t('homeHint') },
            { value: 'registration-point', label: t('point'), hint: t('pointHint') },
          ]}
        />
      )}
      {to === 'home' ? null : <PointChoice present={point} />}
      {shown === undefined ? null : (
        <>
          <ConfirmField name="addressConfirmed" label={t('addressConfirm', { address: shown })} />
          <Paragraph mt="xs">{t('addressWrong')}</Paragraph>
        </>
      )}
    </>
  )
}

/** Points that hand cards over to everybody, filtered by the typed text. */
function PointChoice({ present }: { present: Renewable['point'] }) {
  const t = useTexts(renewalTexts)
  const { place = '', pointId = '' } = useWatch<Typed>()
  const sought = useDeferredValue(place.trim())
  const { data } = useApiQuery(
    ['points-for-hand-over', sought],
    searchPoints,
    { service: 'handing-over', ...(sought === '' ? {} : { place: sought }), limit: 20 },
    { placeholderData: keepPreviousData },
  )
  const found = (data?.ok === true ? data.value.points : [])
    .filter(({ details }) => details.hasPublicDuty)
    .map(({ pointId: value, name: label, address }) => ({
      ...{ value, label },
      hint: addressLine(address),
    }))
  // The chosen point stays visible, whatever is searched next.
  const [seen] = useState(
    () => new Map<string, Choice>(present && [[present.pointId, chosenBefore(present)]]),
  )
  for (const choice of found) seen.set(choice.value, choice)
  const chosen = found.some(({ value }) => value === pointId) ? undefined : seen.get(pointId)
  const choices = [...(chosen ? [chosen] : []), ...found]
  return (
    <>
      <TextField name="place" label={t('place')} />
      {choices.length === 0 && data !== undefined ? (
        <Paragraph mb="m">{t('noPoints')}</Paragraph>
      ) : (
        <ChoiceField
          // A radio button retains its first id, and an error links to the first button.
          key={choices.map(({ value }) => value).join(' ')}
          name="pointId"
          label={t('whichPoint')}
          choices={choices}
        />
      )}
    </>
  )
}

const chosenBefore = ({ pointId, name }: NonNullable<Renewable['point']>): Choice => ({
  value: pointId,
  label: name,
})
