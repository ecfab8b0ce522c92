import { zodResolver } from '@hookform/resolvers/zod'
import type { ServiceProduct } from '@sotevarmenne/api/service-certificates'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import {
  Button,
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { saveAs } from '../audit-log/save-as.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done } from '../layout/responses.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/** For those who have no OpenSSL: key and request are created in the browser, and the key is saved there alone. */
export function CreateRequest({
  product,
  names,
  onCreated,
}: {
  product: ServiceProduct
  names: readonly string[]
  onCreated: (request: string) => void
}) {
  const t = useTexts(certificateTexts)
  const [isOpen, setOpen] = useState(false)
  const [key, setKey] = useState<string>()
  const file = `${product === 'server' ? (names[0] ?? '').replaceAll(/[^\w.-]/g, '_') : 'key'}.pem`
  const save = (created: string): void => {
    saveAs(file, created, 'application/x-pem-file')
  }
  return (
    <Expander
      id="create-request"
      mb="m"
      open={isOpen}
      onOpenChange={() => {
        setOpen(!isOpen)
      }}
    >
      <ExpanderTitleButton>{t('createRequest')}</ExpanderTitleButton>
      <ExpanderContent>
        {key === undefined ? (
          <CreateForm
            {...{ product, names }}
            onCreated={(created) => {
              setKey(created.key)
              save(created.key)
              onCreated(created.request)
            }}
          />
        ) : (
          <>
            <Done stays title={t('keyCreated')} help={t('keyCreatedHelp', { file })} />
            <Actions>
              <Button
                variant="secondary"
                onClick={() => {
                  save(key)
                }}
              >
                {t('saveKeyAgain')}
              </Button>
            </Actions>
          </>
        )}
      </ExpanderContent>
    </Expander>
  )
}

function CreateForm({
  product,
  names,
  onCreated,
}: {
  product: ServiceProduct
  names: readonly string[]
  onCreated: (created: { readonly key: string; readonly request: string }) => void
}) {
  const t = useTexts(certificateTexts)
  const [isActing, setActing] = useState(false)
  /** At once, not at the next drawing: two keys under one name would be mixed up. */
  const isCreating = useRef(false)
  const [hasFailed, setFailed] = useState(false)
  const typed = z
    .object({
      keyKind: z.enum(['ec', 'rsa']),
      keyPassword: z.union([z.literal(''), z.string().min(15)], { error: t('keyPasswordShort') }),
      keyPasswordAgain: z.string(),
    })
    .refine((said) => said.keyPassword === said.keyPasswordAgain, {
      path: ['keyPasswordAgain'],
      error: t('keyPasswordsDiffer'),
    })
  const form = useForm<z.infer<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { keyKind: 'ec', keyPassword: '', keyPasswordAgain: '' },
    shouldFocusError: false,
  })
  const create = async (said: z.output<typeof typed>): Promise<void> => {
    if (isCreating.current) return
    isCreating.current = true
    setActing(true)
    setFailed(false)
    try {
      // Fetched when it is used: few need it.
      const { createKeyAndRequest } = await import('./key-and-request.ts')
      const { keyKind: kind, keyPassword: password } = said
      onCreated(await createKeyAndRequest({ product, names, kind, password }))
    } catch {
      setFailed(true)
    } finally {
      isCreating.current = false
      setActing(false)
    }
  }
  return (
    <>
      <Paragraph mb="m">{t('createRequestHelp')}</Paragraph>
      <Form form={form} onSubmit={create}>
        <ChoiceField
          name="keyKind"
          label={t('keyKind')}
          choices={[
            { value: 'ec', label: t('keyKind.ec') },
            { value: 'rsa', label: t('keyKind.rsa') },
          ]}
        />
        <TextField
          name="keyPassword"
          type="password"
          autoComplete="new-password"
          label={t('keyPassword')}
          hint={t('keyPasswordHint')}
        />
        <TextField
          name="keyPasswordAgain"
          type="password"
          autoComplete="new-password"
          label={t('keyPasswordAgain')}
        />
        {hasFailed ? (
          <InlineAlert status="error" mb="m">
            {t('notCreated')}
          </InlineAlert>
        ) : null}
        <SubmitButton isActing={isActing}>{t('createNow')}</SubmitButton>
      </Form>
    </>
  )
}
