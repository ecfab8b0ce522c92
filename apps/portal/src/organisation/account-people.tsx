import { zodResolver } from '@hookform/resolvers/zod'
import {
  endMembership,
  invitedRole,
  inviteMember,
  viewAccountPeople,
  withdrawInvitation,
  type AccountView,
  type AccountPeopleView,
} from '@sotevarmenne/api/accounts'
import { language } from '@sotevarmenne/api/values'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { useHref } from '../layout/links.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'
import { BackToAccount, OfAccount } from './of-account.tsx'

/** Who acts for the organisation: each view is an access record in the audit log of everybody shown. */
export const AccountPeoplePage = () => (
  <OfAccount>{(account) => <Shown account={account} />}</OfAccount>
)

function Shown({ account }: { account: AccountView }) {
  const t = useTexts(accountTexts)
  const { organisationId } = account.organisation
  const queryKey = ['account-people', organisationId]
  const query = useApiQuery(queryKey, viewAccountPeople, { organisationId })
  const back = (
    <Actions>
      <BackToAccount />
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('people')} back={back} />
  const keep = (value: AccountPeopleView): void => {
    queryClient.setQueryData(queryKey, { ok: true, value })
    void queryClient.invalidateQueries({ queryKey: ['account', organisationId] })
  }
  const shown = { account, people: query.data.value, onChanged: keep }
  return (
    <>
      <PageTitle>{t('people')}</PageTitle>
      <Members {...shown} />
      {account.actions.includes('changePeople') ? <Invitations {...shown} /> : null}
      {back}
    </>
  )
}

type Changing = {
  account: AccountView
  people: AccountPeopleView
  onChanged: (people: AccountPeopleView) => void
}

/** Who acts for the organisation, in which role and since when; each membership can be ended. */
function Members({ account, people, onChanged }: Changing) {
  const t = useTexts(accountTexts)
  const { day, dayOf } = useDates()
  const href = useHref()
  const navigate = useNavigate()
  const [leaving, setLeaving] = useState<AccountPeopleView['members'][number]>()
  const { runOnConfirm, shown } = useAction()
  const mayEnd = (member: AccountPeopleView['members'][number]): boolean =>
    member.isOneself || account.actions.includes('changePeople')

  async function end(): Promise<() => void> {
    if (leaving === undefined) return () => undefined
    const { memberId } = leaving
    const { organisationId } = account.organisation
    return runOnConfirm(
      () => callApi(endMembership, { organisationId, memberId }),
      ({ people: changed }) => {
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
      {shown}
      <Rows>
        {people.members.map((member) => (
          <Row
            key={member.memberId}
            link={[member.name, ...(member.isOneself ? [t('you')] : [])].join(', ')}
            facts={`${t(`role.${member.role}`)}, ${t('since', {
              since: dayOf(member.since),
              basis:
                member.validTo === undefined
                  ? t(`basis.${member.basis}`)
                  : t('powerOfAttorneyUntil', { day: day(member.validTo) }),
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
        {...(leaving?.isOneself === true
          ? {
              title: t('leaveTitle', { name: account.organisation.name }),
              ...{ text: t('leaveText'), yes: t('leave') },
            }
          : {
              title: t('removeTitle', { name: leaving?.name ?? '' }),
              ...{ text: t('removeText'), yes: t('remove') },
            })}
        onYes={end}
        onClose={() => {
          setLeaving(undefined)
        }}
      />
    </>
  )
}

/** The pending invitations, and the form for one more. */
function Invitations({ account, people, onChanged }: Changing) {
  const t = useTexts(accountTexts)
  const { dayOf } = useDates()
  const [timesInvited, setTimesInvited] = useState(0)
  const { run, isActing, shown } = useAction()
  const { organisationId } = account.organisation
  return (
    <>
      {people.invitations.length === 0 ? null : (
        <>
          <Heading variant="h2" mt="l" mb="s">
            {t('invitations')}
          </Heading>
          {shown}
          <Rows>
            {people.invitations.map(({ invitationId, email, role, expiresAt, isExpired }) => (
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
                      void run(
                        () => callApi(withdrawInvitation, { organisationId, invitationId }),
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
      {timesInvited > 0 ? (
        <Done key={timesInvited} title={t('invited')} help={t('invitedHelp')} />
      ) : null}
      <Invite
        organisationId={organisationId}
        onInvited={(changed) => {
          setTimesInvited(timesInvited + 1)
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
  onInvited: (people: AccountPeopleView) => void
}) {
  const t = useTexts(accountTexts)
  const pageLanguage = usePageLanguage()
  const { run, isActing, shown } = useAction()
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
      <Form
        form={form}
        onSubmit={(invited) =>
          run(
            () => callApi(inviteMember, { organisationId, ...invited }),
            (people) => {
              form.reset()
              onInvited(people)
            },
          )
        }
      >
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
        <SubmitButton isActing={isActing}>{t('sendInvitation')}</SubmitButton>
      </Form>
    </Panel>
  )
}
