import { zodResolver } from '@hookform/resolvers/zod'
import type { Session } from '@sotevarmenne/api/access'
import {
  decidePaper,
  endPaper,
  proposeAgreement,
  viewOrganisation,
  type Organisation,
  type Paper,
} from '@sotevarmenne/api/organisations'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useOutletContext, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { errorText } from '../forms/error-text.ts'
import { DayField, SelectField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { Done, Fetching, ProblemShown, Unreachable, UnreachablePage } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { usePointChoices } from './point-names.ts'

/** One organisation with everything that decides what its people may get. */
export function OrganisationPage() {
  const t = useTexts('organisations')
  const session = useOutletContext<Session>()
  const { organisationId = '' } = useParams()
  const [isDone, setIsDone] = useState(false)
  const { data, isError, refetch } = useQuery({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) => ask(viewOrganisation, { organisationId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  if (!data.ok)
    return (
      <>
        <PageTitle>{t('heading')}</PageTitle>
        <ProblemShown problem={data.refusal} />
        <PageLink to="operations/organisations">{t('back')}</PageLink>
      </>
    )

  const keep = (organisation: Organisation): void => {
    queryClient.setQueryData(['organisation', organisationId], { ok: true, value: organisation })
    setIsDone(true)
  }
  const organisation = data.value
  return (
    <>
      <PageTitle>{organisation.name}</PageTitle>
      {isDone ? <Done title={t('done')} help={t('decideHelp')} /> : null}
      <Panel aria-label={organisation.name}>
        <Facts
          facts={[
            [t('businessId'), organisation.businessId],
            [t('customerNumber'), organisation.customerNumber],
            ['OID', organisation.oid],
            [t('kind'), t(`kind.${organisation.kind}`)],
            [t('units'), linesOf(organisation.units.map(({ oid, name }) => `${name}, ${oid}`))],
            [
              t('contacts'),
              linesOf(organisation.contacts.map(({ name, email }) => `${name}, ${email}`)),
            ],
          ]}
        />
      </Panel>
      <Heading variant="h2" mt="m" mb="s">
        {t('papers')}
      </Heading>
      {organisation.papers.length === 0 ? <Paragraph>{t('noPapers')}</Paragraph> : null}
      {organisation.papers.map((paper) => (
        <PaperShown key={paper.paperId} paper={paper} onChanged={keep} />
      ))}
      {session.roles.includes('handler') ? (
        <EnterAgreement organisation={organisation} onEntered={keep} />
      ) : null}
      <Actions>
        <PageLink to={`operations/organisations/${organisationId}/fees`}>{t('fees')}</PageLink>
        <PageLink to="operations/organisations">{t('back')}</PageLink>
      </Actions>
    </>
  )
}

const linesOf = (lines: readonly string[]): string | undefined =>
  lines.length === 0 ? undefined : lines.join(' · ')

type Changed = (organisation: Organisation) => void

function PaperShown({ paper, onChanged }: { paper: Paper; onChanged: Changed }) {
  const t = useTexts('organisations')
  const words = useTexts('words')
  const { day, time } = useDates()
  const tone =
    paper.standing === 'in-force' ? 'good' : paper.standing === 'ended' ? 'bad' : 'waiting'
  const decided = (by: Paper['approved']): string | undefined =>
    by && `${by.by.name}, ${time(by.at)}`
  return (
    <Panel aria-labelledby={paper.paperId}>
      <Heading variant="h3" id={paper.paperId} mb="s">
        {t(`paper.${paper.kind}`)} <Chip $tone={tone}>{t(`standing.${paper.standing}`)}</Chip>
      </Heading>
      <Facts
        facts={[
          [
            t('valid'),
            `${day(paper.validFrom)}–${paper.validTo === undefined ? '' : day(paper.validTo)}`,
          ],
          [
            t('products'),
            paper.products.map((product) => words(`cardProduct.${product}`)).join(', '),
          ],
          [t('points'), linesOf(paper.points.map(({ name }) => name))],
          [
            t('units'),
            paper.units === 'all'
              ? t('allUnits')
              : linesOf((paper.units ?? []).map(({ name, oid }) => `${name}, ${oid}`)),
          ],
          [t('giver'), paper.giver?.name],
          [t('authorised'), paper.authorised?.name],
          [t('accepted'), paper.accepted && `${paper.accepted.by}, ${day(paper.accepted.on)}`],
          [t('proposed'), decided(paper.proposed)],
          [t('approved'), decided(paper.approved)],
          [t('rejected'), decided(paper.rejected)],
          [t('ended'), decided(paper.ended)],
        ]}
      />
      <Decide paper={paper} onChanged={onChanged} />
    </Panel>
  )
}

/** Another approves what one has entered; an end takes one. */
function Decide({ paper, onChanged }: { paper: Paper; onChanged: Changed }) {
  const t = useTexts('organisations')
  const [asked, setAsked] = useState<Paper['may'][number]>()
  const [problem, setProblem] = useState<ProblemDetails>()
  if (paper.may.length === 0) return null

  async function decide(): Promise<() => void> {
    const { paperId } = paper
    const answer =
      asked === 'end'
        ? await ask(endPaper, { paperId })
        : await ask(decidePaper, {
            paperId,
            decision: asked === 'approve' ? 'approved' : 'rejected',
          })
    return () => {
      if (answer.ok) onChanged(answer.value)
      else setProblem(answer.refusal)
    }
  }

  return (
    <>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      <Actions>
        {paper.may.map((what) => (
          <Button
            key={what}
            variant={what === 'approve' ? 'default' : 'secondary'}
            onClick={() => {
              setAsked(what)
            }}
          >
            {t(what)}
          </Button>
        ))}
      </Actions>
      <ConfirmStep
        isOpen={asked !== undefined}
        title={t('sure')}
        text={t(asked === 'end' ? 'endHelp' : 'decideHelp')}
        yes={t(asked ?? 'approve')}
        onYes={decide}
        onClose={() => {
          setAsked(undefined)
        }}
      />
    </>
  )
}

const typedDay = z
  .string()
  .refine((typed) => readDay(typed) !== undefined, { error: errorText('day') })
  .transform((typed) => readDay(typed) ?? '')

const typedAgreement = z.object({
  validFrom: typedDay,
  validTo: z.union([z.literal('').transform(() => undefined), typedDay], {
    error: errorText('day'),
  }),
  point: z.string(),
})

function EnterAgreement({
  organisation: { organisationId, kind },
  onEntered,
}: {
  organisation: Organisation
  onEntered: Changed
}) {
  const t = useTexts('organisations')
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const points = usePointChoices()
  const form = useForm<z.input<typeof typedAgreement>, unknown, z.output<typeof typedAgreement>>({
    resolver: zodResolver(typedAgreement),
    defaultValues: { validFrom: '', validTo: '', point: '' },
    shouldFocusError: false,
  })

  async function enter(typed: z.output<typeof typedAgreement>): Promise<void> {
    const { point, validFrom, validTo } = typed
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const entered = await ask(proposeAgreement, {
        organisationId,
        products: [kind === 'other-body' ? 'actor-card' : 'staff-card'],
        validFrom,
        ...(validTo === undefined ? {} : { validTo }),
        points: point === '' ? [] : [point],
      })
      if (!entered.ok) {
        setProblem(entered.refusal)
        return
      }
      form.reset()
      onEntered(entered.value)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-labelledby="enter">
      <Heading variant="h2" id="enter" mb="xs">
        {t('enterAgreement')}
      </Heading>
      <Paragraph mb="s">{t('enterHelp')}</Paragraph>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(enter)(event)}>
          <FormErrors />
          <DayField name="validFrom" label={t('validFrom')} />
          <DayField name="validTo" label={t('validTo')} hint={t('validToHint')} />
          <SelectField
            name="point"
            label={t('ownPoint')}
            choices={[{ value: '', label: t('noPoint') }, ...points.choices]}
          />
          {points.isError ? <Unreachable onRetry={points.retry} /> : null}
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          {isUnreachable ? <Unreachable onRetry={() => void form.handleSubmit(enter)()} /> : null}
          <Button type="submit">{t('addButton')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
