import { zodResolver } from '@hookform/resolvers/zod'
import {
  decideProposal,
  proposeRole,
  proposeEnd,
  viewRoles,
  type RolesView,
  type SessionView,
} from '@sotevarmenne/api/authentication'
import { listAllRegistrars } from '@sotevarmenne/api/registrars'
import { givenRole } from '@sotevarmenne/api/permission'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useOutletContext } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { errorText } from '../forms/error-texts.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, Loaded, SecondPersonRequired, UnreachablePage } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { deskTexts } from '../desk/texts.ts'
import { DecideProposal, type ProposalDone } from './decide-proposal.tsx'

type Proposal = RolesView['proposals'][number]
type Holder = RolesView['holders'][number]

/** Who has which role. One person proposes a change, another approves it: each with their own card. */
export function RolesPage() {
  const t = useTexts(operationTexts)
  const session = useOutletContext<SessionView>()
  const [done, setDone] = useState<ProposalDone>()
  const query = useApiQuery(['roles'], viewRoles, {})
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />

  async function changed(what: ProposalDone): Promise<void> {
    await query.refetch()
    setDone(what)
  }

  const isCaseOfficer = mayDo(session, 'access.proposeRole')
  return (
    <>
      <PageTitle>{t('rolesHeading')}</PageTitle>
      <Paragraph>{t('rolesHelp')}</Paragraph>
      {done === undefined ? null : (
        <Done key={done} title={t(`done.${done}`)} help={t(`doneHelp.${done}`)} />
      )}
      <Loaded query={query}>
        {(roles) => (
          <>
            <Proposals roles={roles} onChanged={changed} />
            <Holders
              roles={roles}
              isCaseOfficer={isCaseOfficer}
              session={session}
              onChanged={changed}
            />
            {isCaseOfficer ? <Propose onChanged={changed} /> : null}
            {mayDo(session, 'registrars.viewQueue') ? <Registrars /> : null}
          </>
        )}
      </Loaded>
    </>
  )
}

type Changed = (what: ProposalDone) => Promise<void>

function Proposals({ roles: { proposals }, onChanged }: { roles: RolesView; onChanged: Changed }) {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="proposals">
      <Heading variant="h2" id="proposals" mb="s">
        {t('proposals')}
      </Heading>
      {proposals.length === 0 ? (
        <Paragraph>{t('noProposals')}</Paragraph>
      ) : (
        <Rows>
          {proposals.map((proposal) => (
            <Row
              key={proposal.proposalId}
              link={
                <strong>
                  {t(`propose.${proposal.change}`, {
                    name: proposal.person.name,
                    role: t(`role.${proposal.role}`),
                  })}
                </strong>
              }
              facts={t('proposedBy', {
                name: proposal.proposedBy.name,
                time: time(proposal.proposedAt),
              })}
              state={<Decide proposal={proposal} onChanged={onChanged} />}
            />
          ))}
        </Rows>
      )}
    </Panel>
  )
}

function Decide({ proposal, onChanged }: { proposal: Proposal; onChanged: Changed }) {
  const t = useTexts(operationTexts)
  const { proposalId, may, change, person, role } = proposal
  if (may.length === 0) return <SecondPersonRequired />
  return (
    <DecideProposal
      t={t}
      title={t(`propose.${change}`, { name: person.name, role: t(`role.${role}`) })}
      may={may}
      decide={(decision) => callApi(decideProposal, { proposalId, decision })}
      onDecided={onChanged}
    />
  )
}

function Holders({
  roles: { holders },
  isCaseOfficer,
  session,
  onChanged,
}: {
  roles: RolesView
  isCaseOfficer: boolean
  session: SessionView
  onChanged: Changed
}) {
  const t = useTexts(operationTexts)
  const { dayOf } = useDates()
  return (
    <Panel aria-labelledby="holders">
      <Heading variant="h2" id="holders" mb="s">
        {t('roleHolders')}
      </Heading>
      <Rows>
        {holders.map((holder) => (
          <Row
            key={`${holder.personId} ${holder.role}`}
            link={<strong>{holder.name}</strong>}
            facts={t('roleSince', {
              role: t(`role.${holder.role}`),
              day: dayOf(holder.appointedAt),
            })}
            state={
              <>
                {holder.hasCard ? null : <Chip $tone="bad">{t('roleWithoutCard')}</Chip>}
                {isCaseOfficer && holder.personId !== session.personId ? (
                  <End holder={holder} onChanged={onChanged} />
                ) : null}
              </>
            }
          />
        ))}
      </Rows>
    </Panel>
  )
}

/** They are appointed by registrar applications, and ended by the operators of their points. */
function Registrars() {
  const t = useTexts(operationTexts)
  const { dayOf } = useDates()
  const pages = usePages(['all-registrars'], listAllRegistrars, {})
  return (
    <Panel aria-labelledby="registrars">
      <Heading variant="h2" id="registrars" mb="xs">
        {t('registrars')}
      </Heading>
      <Paragraph mb="s">{t('registrarsHelp')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('noRegistrars')}
        rowsOf={({ registrars }) =>
          registrars.map(({ registrarId, name, point, appointedAt, hasCard }) => (
            <Row
              key={registrarId}
              link={<strong>{name}</strong>}
              facts={t('roleSince', { role: point.name, day: dayOf(appointedAt) })}
              state={hasCard ? null : <Chip $tone="bad">{t('roleWithoutCard')}</Chip>}
            />
          ))
        }
      />
    </Panel>
  )
}

function End({ holder, onChanged }: { holder: Holder; onChanged: Changed }) {
  const t = useTexts(operationTexts)
  const { runOnConfirm, shown } = useAction()

  function end(): Promise<() => void> {
    const { personId, role } = holder
    return runOnConfirm(
      () => callApi(proposeEnd, { personId, role }),
      () => onChanged('proposed'),
    )
  }

  return (
    <>
      {shown}
      <ConfirmButton
        ariaLabel={t('proposeEndOf', { name: holder.name, role: t(`role.${holder.role}`) })}
        label={t('proposeEnd')}
        title={t('proposeEndConfirm')}
        text={t('propose.end', { name: holder.name, role: t(`role.${holder.role}`) })}
        onYes={end}
      />
    </>
  )
}

const typedRole = z.object({
  identityCode: z
    .string()
    .trim()
    .refine((typed) => parseIdentityCode(typed).ok, { error: errorText('identityCode') }),
  role: givenRole,
})

function Propose({ onChanged }: { onChanged: Changed }) {
  const t = useTexts(operationTexts)
  const desk = useTexts(deskTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedRole>>({
    resolver: zodResolver(typedRole),
    defaultValues: { identityCode: '', role: 'caseOfficer' },
    shouldFocusError: false,
  })

  const propose = (typed: z.output<typeof typedRole>): Promise<void> =>
    run(
      () => callApi(proposeRole, typed),
      async () => {
        form.reset()
        await onChanged('proposed')
      },
    )

  return (
    <Panel aria-labelledby="propose">
      <Heading variant="h2" id="propose" mb="xs">
        {t('proposeHeading')}
      </Heading>
      <Paragraph mb="s">{t('proposeHelp')}</Paragraph>
      <Form form={form} onSubmit={propose}>
        <TextField
          name="identityCode"
          label={desk('identityCode')}
          hint={desk('identityCodeHint')}
        />
        <SelectField
          name="role"
          label={t('role')}
          choices={givenRole.options.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        {shown}
        <SubmitButton isActing={isActing}>{t('proposeRole')}</SubmitButton>
      </Form>
    </Panel>
  )
}
