import { notifyManager } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { InlineAlert } from 'suomifi-ui-components'
import { ActionButton } from './action-button.tsx'
import styled from 'styled-components'
import { queryClient } from '../api/call-api.ts'
import { isOutdated, outdatedSince } from '../api/cached-responses.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { focusTitle } from './page-title.tsx'

/**
 * Shown when the page's requests fail: the earlier data stay, and this says since when they may have changed.
 * It disappears as soon as the responses arrive.
 */
export function Outdated() {
  const t = useTexts(commonTexts)
  const { time } = useDates()
  const since = useSyncExternalStore(whenResponsesChange, () =>
    outdatedSince(queryClient.getQueryCache()),
  )
  const hasFocus = useRef(false)
  const [isRequesting, setIsRequesting] = useState(false)
  const isShown = since !== undefined

  useEffect(() => {
    // The button disappears with the notice, and must not take the focus with it.
    if (isShown || !hasFocus.current) return
    hasFocus.current = false
    focusTitle()
  }, [isShown])

  useEffect(() => {
    if (!isShown) return
    const timer = setInterval(() => void requestOutdated(), retryMilliseconds)
    const end = setTimeout(() => {
      clearInterval(timer)
    }, maxWaitMilliseconds)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
    }
  }, [isShown])

  async function queryAgain(): Promise<void> {
    setIsRequesting(true)
    await requestOutdated()
    setIsRequesting(false)
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
            <ActionButton
              variant="secondary"
              onClick={() => void queryAgain()}
              isActing={isRequesting}
              acting={t('loading')}
            >
              {t('tryAgain')}
            </ActionButton>
          </TextAndButton>
        </InlineAlert>
      ) : null}
    </InSight>
  )
}

const retryMilliseconds = 15_000
/** Each request extends the session: an unattended page must not keep it open. */
const maxWaitMilliseconds = 120_000

const requestOutdated = (): Promise<void> =>
  queryClient.refetchQueries({ type: 'active', predicate: isOutdated }, { cancelRefetch: false })

const whenResponsesChange = (changed: () => void): (() => void) =>
  queryClient.getQueryCache().subscribe(notifyManager.batchCalls(changed))

/**
 * Stays visible on a long page, where the window has room for both. It does not cover the focused element
 * (`page.css`).
 */
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
