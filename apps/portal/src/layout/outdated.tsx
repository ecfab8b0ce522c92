import { notifyManager } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button, InlineAlert } from 'suomifi-ui-components'
import styled from 'styled-components'
import { queryClient } from '../api/ask.ts'
import { isOutdated, outdatedSince } from '../api/kept-answers.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { focusTitle } from './page-title.tsx'

/**
 * Whatever the page asked again without an answer: what it shows stays, and this tells since when it may have changed. It goes
 * by itself as soon as the answers are there.
 */
export function Outdated() {
  const t = useTexts('common')
  const { time } = useDates()
  const since = useSyncExternalStore(whenAnswersChange, () =>
    outdatedSince(queryClient.getQueryCache()),
  )
  const hasFocus = useRef(false)
  const [isAsking, setIsAsking] = useState(false)
  const isShown = since !== undefined

  useEffect(() => {
    // The button goes with the notice, and must not take the focus with it.
    if (isShown || !hasFocus.current) return
    hasFocus.current = false
    focusTitle()
  }, [isShown])

  useEffect(() => {
    if (!isShown) return
    const timer = setInterval(() => void askOutdated(), retryMilliseconds)
    const end = setTimeout(() => {
      clearInterval(timer)
    }, giveUpMilliseconds)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
    }
  }, [isShown])

  async function askAgain(): Promise<void> {
    setIsAsking(true)
    await askOutdated()
    setIsAsking(false)
  }

  return (
    <InSight
      role="status"
      aria-atomic={false}
      onFocus={() => {
        hasFocus.current = true
      }}
      onBlur={() => {
        hasFocus.current = false
      }}
    >
      {isShown ? (
        <InlineAlert status="warning" labelText={t('outdated')} mb="m" id="outdated">
          <TextAndButton>
            <span>{t('outdatedHelp', { time: time(new Date(since).toISOString()) })}</span>
            <Button
              variant="secondary"
              onClick={() => void askAgain()}
              {...(isAsking ? { loading: true, ariaLoadingText: t('loading') } : {})}
            >
              {t('tryAgain')}
            </Button>
          </TextAndButton>
        </InlineAlert>
      ) : null}
    </InSight>
  )
}

const retryMilliseconds = 15_000
/** Each question moves the end of the session: a page that nobody attends to must not hold it open. */
const giveUpMilliseconds = 120_000

const askOutdated = (): Promise<void> =>
  queryClient.refetchQueries({ type: 'active', predicate: isOutdated }, { cancelRefetch: false })

const whenAnswersChange = (changed: () => void): (() => void) =>
  queryClient.getQueryCache().subscribe(notifyManager.batchCalls(changed))

/** Stays in sight on a long page, where the window has room for both. What has the focus is not behind it (`page.css`). */
const InSight = styled.div`
  @media (min-width: 601px) and (min-height: 600px) {
    position: sticky;
    top: 0;
    z-index: 2;
  }
`

const TextAndButton = styled.div`
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  align-items: center;
  gap: 12px 24px;
`
