import { zodResolver } from '@hookform/resolvers/zod'
import { webhookEventKinds, webhookEvents, type WebhookEventKind } from '@sotevarmenne/api/webhooks'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { TextField } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { webhookTexts } from './webhook-texts.ts'

export type WebhookTyped = {
  name: string
  url: string
  kinds: WebhookEventKind[]
}

/** The form of a webhook, new or changed. */
export function useWebhookForm(
  defaultValues: WebhookTyped = { name: '', url: '', kinds: [] },
): UseFormReturn<WebhookTyped, unknown, WebhookTyped> {
  const t = useTexts(webhookTexts)
  const error = t('nameMissing')
  const typed = z.object({
    name: z.string().trim().min(1, { error }).max(60, { error }),
    url: z
      .string()
      .trim()
      .max(500, { error: t('urlWrong') })
      .refine((url) => URL.parse(url)?.protocol === 'https:', { error: t('urlWrong') }),
    kinds: z.array(z.enum(webhookEventKinds)).min(1, { error: t('kindsMissing') }),
  })
  return useForm<WebhookTyped, unknown, WebhookTyped>({
    resolver: zodResolver(typed),
    ...{ defaultValues, shouldFocusError: false },
  })
}

export function WebhookFields() {
  const t = useTexts(webhookTexts)
  const language = usePageLanguage()
  return (
    <>
      <TextField name="name" label={t('name')} hint={t('nameHint')} />
      <TextField name="url" label={t('url')} hint={t('urlHint')} />
      <TickList
        name="kinds"
        label={t('kinds')}
        choices={webhookEventKinds.map((value) => ({
          ...{ value, label: webhookEvents[value].label[language] },
        }))}
      />
    </>
  )
}
