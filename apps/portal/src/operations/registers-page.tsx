import { colours } from '@sotevarmenne/design-tokens/tokens'
import { silentAfterMilliseconds, withoutCounterpart } from '@sotevarmenne/api/counterparts'
import {
  viewRegisters,
  type RegistersView,
  changeKind,
  type ChangeKind,
} from '@sotevarmenne/api/registers'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { registerTexts } from './register-texts.ts'
import { operationTexts } from './texts.ts'
import { OtherSystems } from './other-systems.tsx'
import { PausedChanges } from './paused-changes.tsx'

/**
 * Whether the registers respond, what their changes did, what is paused, and the age of the code service
 * copy.
 */
export function RegistersPage() {
  const t = useTexts(registerTexts)
  const words = useTexts(operationTexts)
  const { time } = useDates()
  const query = useApiQuery(['registers'], viewRegisters, {})
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Loaded query={query}>
        {(view) => (
          <>
            <PausedChanges pause={view.pause} onAgreed={() => query.refetch()} />
            <Feeds view={view} />
            <OtherSystems />
            <Changes view={view} />
            <Copy view={view} />
            <Actions>
              <span aria-live="polite">{words('asOf', { time: time(view.at) })}</span>
              <Button
                variant="secondary"
                disabled={query.isFetching}
                onClick={() => void query.refetch()}
              >
                {words('refresh')}
              </Button>
            </Actions>
          </>
        )}
      </Loaded>
    </>
  )
}

function Feeds({ view: { feeds, at } }: { view: RegistersView }) {
  const t = useTexts(registerTexts)
  const { time } = useDates()
  const language = usePageLanguage()
  return (
    <Panel aria-labelledby="feeds">
      <Heading variant="h2" id="feeds" mb="xs">
        {t('feeds')}
      </Heading>
      <Paragraph mb="s">{t('feedsHelp')}</Paragraph>
      <Rows>
        {feeds.map((feed) => {
          const state = stateOf(feed, at)
          return (
            <Row
              key={feed.register}
              link={<strong>{t(`register.${feed.register}`)}</strong>}
              facts={[
                feed.answeredAt === undefined
                  ? t('neverAnswered')
                  : t('answeredAt', { time: time(feed.answeredAt) }),
                ...(feed.trouble === undefined ? [] : [t(`trouble.${feed.trouble}`)]),
                t('events', { count: feed.events }),
                ...(feed.newestChangeAt === undefined
                  ? []
                  : [t('newestChange', { time: time(feed.newestChangeAt) })]),
                ...(feed.toQuery === 0 ? [] : [t('toQuery', { count: feed.toQuery })]),
                ...(state === 'still' ? [withoutCounterpart[feed.register][language]] : []),
              ].join(' · ')}
              state={<Chip $tone={tones[state]}>{t(`state.${state}`)}</Chip>}
            />
          )
        })}
      </Rows>
      <SetAside feeds={feeds} />
    </Panel>
  )
}

/** Events that can't be read: each must be clarified with the register. */
function SetAside({ feeds }: Pick<RegistersView, 'feeds'>) {
  const t = useTexts(registerTexts)
  const { time } = useDates()
  const events = feeds.flatMap(({ register, setAside }) =>
    setAside.map((event) => ({ ...event, register })),
  )
  if (events.length === 0) return null
  return (
    <>
      <Heading variant="h3" mt="m" mb="xs">
        {t('setAside')}
      </Heading>
      <Paragraph mb="s">{t('setAsideHelp')}</Paragraph>
      <Rows>
        {events.map(({ register, eventId, because, at }) => (
          <Row
            key={`${register} ${eventId}`}
            link={<strong>{eventId}</strong>}
            facts={[t(`register.${register}`), t(`setAside.${because}`), time(at)].join(' · ')}
            state={null}
          />
        ))}
      </Rows>
    </>
  )
}

const tones = { responding: 'good', silent: 'waiting', still: 'bad' } as const

function stateOf(
  { answeredAt, trouble }: RegistersView['feeds'][number],
  at: string,
): keyof typeof tones {
  const silence =
    answeredAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(at) - Date.parse(answeredAt)
  if (silence > silentAfterMilliseconds) return 'still'
  return trouble === undefined ? 'responding' : 'silent'
}

/** The states as table columns: released and waiting changes are shown as one. */
const columns = {
  waiting: ['waiting', 'released'],
  paused: ['paused'],
  applied: ['applied'],
  gone: ['lapsed', 'withdrawn'],
} as const satisfies {
  readonly [column: string]: readonly RegistersView['changes'][number]['state'][]
}

function Changes({ view: { changes } }: { view: RegistersView }) {
  const t = useTexts(registerTexts)
  const names = Object.keys(columns) as (keyof typeof columns)[]
  const count = (kind: ChangeKind, column: keyof typeof columns): number =>
    changes
      .filter(
        (change) => change.kind === kind && columns[column].some((state) => state === change.state),
      )
      .reduce((sum, change) => sum + change.count, 0)
  return (
    <Panel aria-labelledby="changes">
      <Heading variant="h2" id="changes" mb="xs">
        {t('changes')}
      </Heading>
      <Paragraph mb="s">{t('changesHelp')}</Paragraph>
      {changes.length === 0 ? (
        <Paragraph>{t('noChanges')}</Paragraph>
      ) : (
        <Scroll tabIndex={0} role="region" aria-label={t('changesTable')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('kind')}</th>
                {names.map((column) => (
                  <th key={column} scope="col" className="number">
                    {t(`is.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changeKind.options.map((kind) => (
                <tr key={kind}>
                  <th scope="row">{t(`kind.${kind}`)}</th>
                  {names.map((column) => (
                    <td key={column} className="number">
                      {count(kind, column)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

function Copy({ view: { copy, at } }: { view: RegistersView }) {
  const t = useTexts(registerTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="copy">
      <Heading variant="h2" id="copy" mb="xs">
        {t('copy')}
      </Heading>
      <Paragraph mb="s">{t('copyAge')}</Paragraph>
      {copy === undefined ? (
        <Paragraph>{t('noCopy')}</Paragraph>
      ) : (
        <Facts
          facts={[
            [
              t('takenAt'),
              <span key="taken">
                {time(copy.takenAt)}{' '}
                <Chip $tone={isOld(copy.takenAt, at) ? 'bad' : 'good'}>
                  {t(isOld(copy.takenAt, at) ? 'copy.old' : 'copy.fresh')}
                </Chip>
              </span>,
            ],
            [t('entries'), copy.entries],
            [
              t('differenceOfCopy'),
              t('difference', { added: copy.added, changed: copy.changed, removed: copy.removed }),
            ],
            [
              t('leftOut'),
              copy.leftOut && (
                <Chip key="left-out" $tone="bad">
                  {`${t(`codeList.${copy.leftOut.codeList}`)}: ${t(`trouble.${copy.leftOut.because}`)}`}
                </Chip>
              ),
            ],
          ]}
        />
      )}
    </Panel>
  )
}

/** One copy is taken a day. */
const isOld = (takenAt: string, at: string): boolean =>
  Date.parse(at) - Date.parse(takenAt) > 25 * 3_600_000

const Scroll = styled.div`
  overflow-x: auto;

  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 8px 12px 8px 0;
    border-bottom: 1px solid ${colours.line};
    text-align: left;
    vertical-align: top;
    font-weight: 400;
  }
  th:first-child {
    min-width: 8rem;
  }
  thead th {
    font-weight: 600;
  }
  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`
