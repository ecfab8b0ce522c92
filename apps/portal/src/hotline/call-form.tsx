import { zodResolver } from '@hookform/resolvers/zod'
import {
  callerKind,
  happening,
  noCallBack,
  takeCall,
  type CallBack,
  type HotlineHolderView,
} from '@sotevarmenne/api/hotline'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useMemo, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { SubmitButton } from '../forms/submit-button.tsx'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { ChoiceField, ConfirmField, SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { ProblemShown, Unreachable } from '../layout/responses.tsx'
import { Actions, Columns, Panel } from '../layout/surface.tsx'
import { readDay } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts, type Translate } from '../texts/index.ts'
import { hotlineTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { languages, type Language } from '../texts/text.ts'
import { CardsToCancel } from './cards-to-cancel.tsx'
import { HolderSearch } from './holder-search.tsx'
import type { Begun, Ended } from './call.ts'

/** Everything of one call on one page, in the order of the conversation. */
export function CallForm({ begun, onEnded }: { begun: Begun; onEnded: (ended: Ended) => void }) {
  const t = useTexts(hotlineTexts)
  const words = useTexts(wordTexts)
  const pageLanguage = usePageLanguage()
  const [holder, setHolder] = useState<HotlineHolderView>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<ProblemDetails>()
  const [retry, setRetry] = useState<() => Promise<void>>()
  const [isSending, setIsSending] = useState(false)
  const schema = useMemo(() => typedCall(t), [t])
  const form = useForm<z.input<typeof schema>, unknown, Typed>({
    resolver: zodResolver(schema),
    defaultValues: { ...emptyCall, language: pageLanguage },
    shouldFocusError: false,
  })
  const typed = useWatch({ control: form.control })
  const isCertain = looksCertain({ ...emptyCall, ...typed })
  const isMemberCard = holder?.cards.some(
    ({ cardId, product }) =>
      chosen.has(cardId) && product !== undefined && product !== 'professional-card',
  )

  function choose(found: HotlineHolderView | undefined, identityCode?: string): void {
    setHolder(found)
    setProblem(undefined)
    const inHand = found?.cards.filter(({ isOpen }) => isOpen) ?? []
    setChosen(new Set(inHand.map(({ cardId }) => cardId)))
    form.setValue('identityCode', identityCode ?? '')
    if (found !== undefined) form.setValue('language', found.language)
  }

  async function send(input: z.input<typeof takeCall.input>): Promise<void> {
    setIsSending(true)
    setProblem(undefined)
    setRetry(undefined)
    try {
      const taken = await callApi(takeCall, input)
      if (taken.ok) onEnded({ call: taken.value, holder })
      else setProblem(taken.refusal)
    } catch {
      // The same call again: if it was accepted, its response comes, and nothing is done twice.
      setRetry(() => () => send(input))
    }
    setIsSending(false)
  }

  const facts = ({ caller, callerName, language, note }: CallInput) => ({
    ...begun,
    ...{ caller, language },
    ...(callerName.trim() === '' ? {} : { callerName }),
    ...(note.trim() === '' ? {} : { note }),
    ...(holder === undefined ? {} : { holder: holder.personId }),
  })

  const cancel = (call: Typed): Promise<void> =>
    send({
      ...facts(call),
      cards: (holder?.cards ?? [])
        .filter(({ cardId }) => chosen.has(cardId))
        .map(({ kind, cardId }) => ({ kind, cardId })),
      happened: call.happened,
      ...(call.happenedOn === '' ? {} : { happenedOn: call.happenedOn }),
      callerFacts: {
        ...(call.identityCode.trim() === '' ? {} : { identityCode: call.identityCode }),
        ...(call.cardNumberEnd === '' ? {} : { cardNumberEnd: call.cardNumberEnd }),
        place: call.place,
      },
      ...(call.callBack === undefined ? {} : { callBack: call.callBack }),
    })

  const isCancelling = holder !== undefined && chosen.size > 0
  return (
    <FormProvider {...form}>
      <FormErrors />
      <Columns>
        <div>
          <HolderSearch chosen={holder} onChosen={choose} />
          {holder === undefined ? null : (
            <form
              id="cancel"
              noValidate
              onSubmit={(event) => void form.handleSubmit(cancel)(event)}
            >
              <Panel aria-labelledby="what-happened">
                <CardsToCancel holder={holder} chosen={chosen} onChosen={setChosen} />
                <Heading variant="h2" id="what-happened" mt="m" mb="s">
                  {t('happenedHeading')}
                </Heading>
                <ChoiceField
                  name="happened"
                  label={t('happened')}
                  choices={happening.options
                    .filter(
                      (one) =>
                        one !== 'employment-ended' ||
                        (typed.caller === 'employer' && isMemberCard === true),
                    )
                    .map((value) => ({ value, label: t(`happened.${value}`) }))}
                />
                <TextField name="happenedOn" label={t('happenedOn')} hint={t('happenedOnHint')} />
              </Panel>
              <Panel aria-labelledby="identity">
                <Heading variant="h2" id="identity" mb="s">
                  {t('identityHeading')}
                </Heading>
                {typed.caller === 'holder' ? (
                  <>
                    <Paragraph mb="s">{t('identityHelp')}</Paragraph>
                    <TextField name="identityCode" label={t('revealedCode')} />
                    <TextField
                      name="cardNumberEnd"
                      label={t('reportedNumber')}
                      hint={t('reportedNumberHint')}
                    />
                    <ConfirmField name="place" label={t('reportedPlace')} />
                  </>
                ) : null}
                {isCertain ? null : (
                  <>
                    <Paragraph mt="s" mb="s">
                      {t('plausibleHelp')}
                    </Paragraph>
                    <ChoiceField
                      name="callBackWay"
                      label={t('callBack')}
                      choices={callBackWays.map((value) => ({
                        value,
                        label: t(`callBack.${value}`),
                      }))}
                    />
                    {typed.callBackWay === 'due' || typed.callBackWay === 'done' ? (
                      <TextField name="number" label={t('number')} autoComplete="off" />
                    ) : null}
                  </>
                )}
              </Panel>
            </form>
          )}
        </div>
        <div>
          <Panel aria-labelledby="who-calls">
            <Heading variant="h2" id="who-calls" mb="s">
              {t('callerHeading')}
            </Heading>
            <ChoiceField
              name="caller"
              label={t('caller')}
              choices={callerKind.options.map((value) => ({ value, label: t(`caller.${value}`) }))}
            />
            <SelectField
              name="language"
              label={t('language')}
              choices={languages.map((value) => ({ value, label: words(`language.${value}`) }))}
            />
            <TextField name="callerName" label={t('callerName')} />
            <TextField name="note" label={t('note')} />
          </Panel>
        </div>
      </Columns>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {retry === undefined ? null : <Unreachable onRetry={() => void retry()} />}
      {isCancelling ? (
        <InlineAlert status="warning" labelText={t('finalHeading')} mt="m">
          {t('finalHelp')}
        </InlineAlert>
      ) : null}
      <Actions>
        {isCancelling ? (
          <SubmitButton
            form="cancel"
            id="cancel-cards"
            isActing={isSending}
            acting={t('cancelling')}
          >
            {t(chosen.size === 1 ? 'cancelCard' : 'cancelCards', { count: chosen.size })}
          </SubmitButton>
        ) : null}
        <Button
          variant="secondary"
          disabled={isSending}
          onClick={() => void send(facts({ ...emptyCall, ...form.getValues() }))}
        >
          {t('endWithout')}
        </Button>
      </Actions>
    </FormProvider>
  )
}

const callBackWays = ['due', 'done', ...noCallBack.options] as const

const emptyCall = {
  caller: 'holder' as const,
  language: 'fi' as const,
  callerName: '',
  note: '',
  happened: '',
  happenedOn: '',
  identityCode: '',
  cardNumberEnd: '',
  place: false,
  callBackWay: '',
  number: '',
}

type CallInput = {
  readonly caller: z.infer<typeof callerKind>
  readonly language: Language
  readonly callerName: string
  readonly note: string
}

type Typed = z.output<ReturnType<typeof typedCall>>

/** What the service will find if all the data are right: the service compares them and decides. */
const looksCertain = (call: {
  readonly caller: string
  readonly identityCode: string
  readonly cardNumberEnd: string
  readonly place: boolean
}): boolean =>
  call.caller === 'holder' &&
  call.identityCode.trim() !== '' &&
  (call.cardNumberEnd.trim() !== '' || call.place)

const typedCall = (t: Translate<typeof hotlineTexts>) =>
  z
    .object({
      caller: callerKind,
      language: z.enum(languages),
      callerName: z.string(),
      note: z.string(),
      happened: z.string(),
      happenedOn: z
        .string()
        .refine((typed) => typed.trim() === '' || readDay(typed) !== undefined, {
          error: t('error.day'),
        })
        .transform((typed) => readDay(typed) ?? ''),
      identityCode: z.string(),
      cardNumberEnd: z
        .string()
        .transform((typed) => typed.replaceAll(/\s/g, ''))
        .refine((digits) => digits === '' || /^\d{4,17}$/.test(digits), {
          error: t('error.digits'),
        }),
      place: z.boolean(),
      callBackWay: z.string(),
      number: z.string(),
    })
    .transform((typed, context) => {
      const happened = happening.safeParse(typed.happened)
      if (!happened.success)
        context.addIssue({ code: 'custom', path: ['happened'], message: t('error.happened') })
      const isNeeded = !looksCertain(typed)
      const callBack = isNeeded ? callBackOf(typed) : undefined
      if (isNeeded && callBack === undefined) {
        const isNumberMissing = typed.callBackWay === 'due' || typed.callBackWay === 'done'
        context.addIssue({
          code: 'custom',
          path: [isNumberMissing ? 'number' : 'callBackWay'],
          message: t(isNumberMissing ? 'error.number' : 'error.callBack'),
        })
      }
      return { ...typed, happened: happened.success ? happened.data : ('lost' as const), callBack }
    })

function callBackOf({
  callBackWay,
  number,
}: {
  readonly callBackWay: string
  readonly number: string
}): CallBack | undefined {
  const none = noCallBack.safeParse(callBackWay)
  if (none.success) return { state: 'none', because: none.data }
  if (callBackWay !== 'due' && callBackWay !== 'done') return undefined
  return /^\+?[\d\s()-]{5,24}$/.test(number.trim())
    ? { state: callBackWay, number: number.trim() }
    : undefined
}
