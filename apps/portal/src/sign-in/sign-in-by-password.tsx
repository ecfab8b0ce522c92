import { zodResolver } from '@hookform/resolvers/zod'
import { signInByPassword, type SessionView } from '@sotevarmenne/api/authentication'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { keepSession } from '../api/session.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'

/** Opens a session in which people of organisations read and prepare orders. */
export function SignInByPassword({ onSignedIn }: { onSignedIn?: (session: SessionView) => void }) {
  const t = useTexts(signInTexts)
  const { run, isActing, shown } = useAction()
  const typed = z.object({
    userName: z
      .string()
      .trim()
      .min(1, { error: t('userNameMissing') }),
    password: z.string().min(1, { error: t('passwordMissing') }),
  })
  const form = useForm<z.infer<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { userName: '', password: '' },
    shouldFocusError: false,
  })

  const send = (said: z.output<typeof typed>): Promise<void> =>
    run(
      () => callApi(signInByPassword, said),
      (session) => {
        keepSession(session)
        onSignedIn?.(session)
      },
    )

  return (
    <Panel aria-labelledby="by-password">
      <Heading variant="h2" id="by-password" mb="xs">
        {t('byPassword')}
      </Heading>
      <Paragraph mb="s">{t('byPasswordLead')}</Paragraph>
      <Form form={form} onSubmit={send}>
        <TextField name="userName" label={t('userName')} autoComplete="username" />
        <TextField
          name="password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
        />
        {shown}
        <SubmitButton variant="secondary" isActing={isActing}>
          {t('byPasswordStart')}
        </SubmitButton>
      </Form>
    </Panel>
  )
}
