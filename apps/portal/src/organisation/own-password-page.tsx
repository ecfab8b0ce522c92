import { zodResolver } from '@hookform/resolvers/zod'
import {
  removeOwnPassword,
  setOwnPassword,
  viewOwnPassword,
  type OwnPasswordView,
} from '@sotevarmenne/api/authentication'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, Loaded, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel, Prose } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'

const ownPasswordKey = ['own-password'] as const

/** User name and password for reading and preparing for organisations: set, changed, removed. */
export function OwnPasswordPage() {
  const t = useTexts(accountTexts)
  const [done, setDone] = useState<'set' | 'removed'>()
  const query = useApiQuery(ownPasswordKey, viewOwnPassword, {})
  if (query.data === undefined)
    return <WithoutResponse query={query} title={t('passwordHeading')} />
  const change = (to: 'set' | 'removed') => (value: OwnPasswordView) => {
    queryClient.setQueryData(ownPasswordKey, { ok: true, value })
    setDone(to)
  }
  return (
    <>
      <PageTitle>{t('passwordHeading')}</PageTitle>
      <Prose>
        <Paragraph mb="m">{t('passwordLead')}</Paragraph>
        {done === undefined ? null : (
          <Done key={done} title={t(`password.${done}`)} help={t(`password.${done}Help`)} />
        )}
        <Loaded query={query}>
          {(stored) => (
            <>
              <Stored stored={stored} onRemoved={change('removed')} />
              <SetPassword
                key={stored.password?.setAt ?? ''}
                userName={stored.password?.userName ?? ''}
                onSet={change('set')}
              />
            </>
          )}
        </Loaded>
        <Actions>
          <PageLink to="organisation">{t('back')}</PageLink>
        </Actions>
      </Prose>
    </>
  )
}

function Stored({
  stored: { password },
  onRemoved,
}: {
  stored: OwnPasswordView
  onRemoved: (left: OwnPasswordView) => void
}) {
  const t = useTexts(accountTexts)
  const { time } = useDates()
  const { runOnConfirm, shown } = useAction()
  if (password === undefined) return null
  return (
    <Panel aria-labelledby="stored-password">
      <Heading variant="h2" id="stored-password" mb="s">
        {t('passwordStored')}
      </Heading>
      {password.isTurnedOff ? (
        <InlineAlert status="warning" labelText={t('passwordOff')} mb="m">
          {t('passwordOffHelp')}
        </InlineAlert>
      ) : null}
      <Facts
        facts={[
          [t('userName'), password.userName],
          [t('passwordSetAt'), time(password.setAt)],
        ]}
      />
      {shown}
      <Actions>
        <ConfirmButton
          label={t('removePassword')}
          title={t('removePassword')}
          text={t('removePasswordHelp')}
          onYes={() => runOnConfirm(() => callApi(removeOwnPassword, {}), onRemoved)}
        />
      </Actions>
    </Panel>
  )
}

function SetPassword({
  userName,
  onSet,
}: {
  userName: string
  onSet: (stored: OwnPasswordView) => void
}) {
  const t = useTexts(accountTexts)
  const { run, isActing, shown } = useAction()
  const typed = z
    .object({
      userName: z
        .string()
        .trim()
        .min(6, { error: t('userNameShort') }),
      password: z.string().min(15, { error: t('passwordShort') }),
      again: z.string(),
    })
    .refine(({ password, again }) => password === again, {
      path: ['again'],
      error: t('passwordsDiffer'),
    })
  const form = useForm<z.infer<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { userName, password: '', again: '' },
    shouldFocusError: false,
  })

  const send = (said: z.output<typeof typed>): Promise<void> =>
    run(() => callApi(setOwnPassword, { userName: said.userName, password: said.password }), onSet)

  return (
    <Panel aria-labelledby="set-password">
      <Heading variant="h2" id="set-password" mb="s">
        {t(userName === '' ? 'setPassword' : 'changePassword')}
      </Heading>
      <Form form={form} onSubmit={send}>
        <TextField
          name="userName"
          label={t('userName')}
          hint={t('userNameHint')}
          autoComplete="username"
        />
        <TextField
          name="password"
          label={t('password')}
          hint={t('passwordHint')}
          type="password"
          autoComplete="new-password"
        />
        <TextField
          name="again"
          label={t('passwordAgain')}
          type="password"
          autoComplete="new-password"
        />
        {shown}
        <SubmitButton isActing={isActing}>{t('savePassword')}</SubmitButton>
      </Form>
    </Panel>
  )
}
