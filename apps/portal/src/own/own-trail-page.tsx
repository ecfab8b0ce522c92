import { viewOwnTrail } from '@sotevarmenne/api/audit'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Muted } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useDeedName } from '../trail/deed-name.ts'
import { useReasonName } from '../trail/reason-name.ts'
import { saveAs } from '../trail/save-as.ts'

/** Everything that was done with the holder's own cards and data, and on whose right, with what proves it. */
export function OwnTrailPage() {
  const t = useTexts('own')
  const deedName = useDeedName()
  const reasonName = useReasonName()
  const { time } = useDates()
  const pages = useInfiniteQuery({
    queryKey: ['own-trail'],
    // Each look is recorded: it is made when the page is opened, never again behind the holder's back.
    staleTime: Infinity,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => ask(viewOwnTrail, { cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  const shown = pages.data?.pages.flatMap((page) => (page.ok ? [page.value] : [])) ?? []
  const [newest] = shown
  return (
    <>
      <PageTitle>{t('trailHeading')}</PageTitle>
      <Paragraph mb="m">{t('trailHelp')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('noTrail')}
        rowsOf={({ entries }) =>
          entries.map(({ entry, position }) => (
            <Row
              key={entry.entryId}
              link={<strong>{deedName(entry.deed)}</strong>}
              facts={`${time(entry.at)} · ${reasonName(entry.reason)}`}
              state={<Muted>{t('trailPosition', { position })}</Muted>}
            />
          ))
        }
      />
      <Actions>
        {newest === undefined ? null : (
          <Button
            variant="secondary"
            onClick={() => {
              const entries = shown.flatMap((page) => page.entries)
              saveAs('own-trail.json', JSON.stringify({ checkpoint: newest.checkpoint, entries }))
            }}
          >
            {t('saveTrail')}
          </Button>
        )}
        <PageLink to="own">{t('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
