import { zodResolver } from '@hookform/resolvers/zod'
import {
  endMembership,
  invitedRole,
  inviteMember,
  withdrawInvitation,
  type Account,
} from '@sotevarmenne/api/accounts'
import { language } from '@sotevarmenne/api/values'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { useHref } from '../layout/links.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

type Changing = { account: Account; onChanged: (account: Account) => void }

/** Who acts for the organisation, as what and since when; each can be ended. */
export function Members({ account, onChanged }: Changing) {
  const t = useTexts('accounts')
  const { day, dayOf } = useDates()
  const href = useHref()
  const navigate = useNavigate()
  const [leaving, setLeaving] = useState<Account['members'][number]>()
  const { actOnYes, shown } = useAct()
  const mayEnd = (member: Account['members'][number]): boolean =>
    member.isOneself || account.acts.includes('keepPeople')

  async function end(): Promise<() => void> {
    if (leaving === undefined) return () => undefined
    const { memberId } = leaving
    const { organisationId } = account.organisation
    return actOnYes(
      () => ask(endMembership, { organisationId, memberId }),
      ({ account: changed }) => {
        if (changed !== undefined) {
          onChanged(changed)
          return
        }
        void queryClient.invalidateQueries({ queryKey: ['own-accounts'] })
        void navigate(href('organisation'))
      },
    )
  }

  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('people')}
      </Heading>
      {account.members.some(
        ({ role, standing }) => role === 'signatory' && standing === 'holds',
      ) ? null : (
        <InlineAlert status="warning" labelText={t('noSignatory')} mb="s">
          {t('noSignatoryHelp')}
        </InlineAlert>
      )}
      {shown}
      <Rows>
        {account.members.map((member) => (
          <Row
            key={member.memberId}
            link={[member.name, ...(member.isOneself ? [t('you')] : [])].join(', ')}
            facts={`${t(`role.${member.role}`)}, ${t('since', {
              since: dayOf(member.since),
              basis:
                member.validTo === undefined
                  ? t(`basis.${member.basis}`)
                  : t('mandateUntil', { day: day(member.validTo) }),
            })}`}
            state={
              <>
                {member.standing === 'holds' ? null : (
                  <Chip $tone="bad">{t(`standing.${member.standing}`)}</Chip>
                )}
                {mayEnd(member) ? (
                  <Button
                    variant="secondary"
                    aria-label={
                      member.isOneself ? t('leave') : t('removeWhom', { name: member.name })
                    }
                    onClick={() => {
                      setLeaving(member)
                    }}
                  >
                    {t(member.isOneself ? 'leave' : 'remove')}
                  </Button>
                ) : null}
              </>
            }
          />
        ))}
      </Rows>
      <ConfirmStep
        isOpen={leaving !== undefined}
        title={t('removeTitle', { name: leaving?.name ?? '' })}
        text={t('removeText')}
        yes={t('remove')}
        onYes={end}
        onClose={() => {
          setLeaving(undefined)
        }}
      />
    </>
  )
}

/** What waits to be accepted, and the form for one more. */
export function Invitations({ account, onChanged }: Changing) {
  const t = useTexts('accounts')
  const { dayOf } = useDates()
  const [isInvited, setIsInvited] = useState(false)
  const { act, isActing, shown } = useAct()
  const { organisationId } = account.organisation
  return (
    <>
      {account.invitations.length === 0 ? null : (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {t('invitations')}
          </Heading>
          {shown}
          <Rows>
            {account.invitations.map(({ invitationId, email, role, expiresAt, isExpired }) => (
              <Row
                key={invitationId}
                link={email}
                facts={t(isExpired ? 'invitationExpired' : 'invitationUntil', {
                  role: t(`role.${role}`),
                  until: dayOf(expiresAt),
                })}
                state={
                  <Button
                    variant="secondary"
                    aria-label={t('withdrawWhom', { email })}
                    disabled={isActing}
                    onClick={() =>
                      void act(
                        () => ask(withdrawInvitation, { organisationId, invitationId }),
                        onChanged,
                      )
                    }
                  >
                    {t('withdraw')}
                  </Button>
                }
              />
            ))}
          </Rows>
        </>
      )}
      {isInvited ? <Done title={t('invited')} help={t('invitedHelp')} /> : null}
      <Invite
        organisationId={organisationId}
        onInvited={(changed) => {
          setIsInvited(true)
          onChanged(changed)
        }}
      />
    </>
  )
}

function Invite({
  organisationId,
  onInvited,
}: {
  organisationId: string
  onInvited: (account: Account) => void
}) {
  const t = useTexts('accounts')
  const pageLanguage = usePageLanguage()
  const { act, isActing, shown } = useAct()
  const typed = z.object({
    email: z.email({ error: t('emailWrong') }),
    role: invitedRole,
    language,
  })
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { email: '', role: 'contact', language: pageLanguage },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="invite">
      <Heading variant="h2" id="invite" mb="xs">
        {t('invite')}
      </Heading>
      <Paragraph mb="s">{t('inviteHelp')}</Paragraph>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit((invited) =>
              act(
                () => ask(inviteMember, { organisationId, ...invited }),
                (account) => {
                  form.reset()
                  onInvited(account)
                },
              ),
            )(event)
          }
        >
          <FormErrors />
          <TextField name="email" label={t('email')} />
          <ChoiceField
            name="role"
            label={t('role')}
            choices={invitedRole.options.toReversed().map((value) => ({
              value,
              label: t(`role.${value}`),
              hint: t(`roleHelp.${value}`),
            }))}
          />
          <SelectField
            name="language"
            label={t('mailLanguage')}
            choices={language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
          />
          {shown}
          <Button type="submit" disabled={isActing}>
            {t('sendInvitation')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
