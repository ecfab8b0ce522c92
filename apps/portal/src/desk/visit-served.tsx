import { callNext, takeVisitStep, viewDay, type Visit } from '@sotevarmenne/api/visits'
import { Button, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct, type Act } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

/** The visit by which the person at the desk came: what for, at what fee; ended when all is done. */
export function VisitServed({ visit, onServed }: { visit: Visit; onServed: () => void }) {
  const t = useTexts('points')
  const words = useTexts('words')
  const { clock } = useDates()
  const money = useMoney()
  const { act, shown } = useAct()

  const end = (): Promise<void> =>
    act(
      () => ask(takeVisitStep, { visitId: visit.visitId, step: 'serve' }),
      () => {
        void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
        onServed()
      },
    )

  return (
    <Panel aria-label={t('serving')}>
      <Paragraph>
        <strong>{`${clock(visit.startsAt)} ${visit.contact?.name ?? t('forgotten')}`}</strong>
        {' · '}
        {visit.services.map((one) => words(`pointService.${one}`)).join(', ')}
        {' · '}
        {visit.feeCents === 0 ? t('free') : money(visit.feeCents)}
        {' · '}
        {words(`language.${visit.language}`)}
      </Paragraph>
      {shown}
      <Actions>
        <Button variant="secondary" onClick={() => void end()}>
          {t('step.serve')}
        </Button>
      </Actions>
    </Panel>
  )
}

/** Calls whoever is next in the queue: the visit comes along, and its name is looked for. */
export function CallNext({ act, onCalled }: { act: Act; onCalled: (visit: Visit) => void }) {
  const t = useTexts('points')

  const call = (): Promise<void> =>
    act(
      () => ask(callNext, {}),
      async ({ visitId }) => {
        const day = await ask(viewDay, {})
        const visit = day.ok ? day.value.visits.find((one) => one.visitId === visitId) : undefined
        if (visit !== undefined) onCalled(visit)
        void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
      },
    )

  return (
    <Button variant="secondary" onClick={() => void call()}>
      {t('callNext')}
    </Button>
  )
}
