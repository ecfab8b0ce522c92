import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { Heading } from 'suomifi-ui-components'
import { sayOutcome } from './outcome.tsx'
import { pausePointer } from './pointer-pause.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

/** The page's first heading and the window's title. Takes the focus when the user comes from another page. */
export function PageTitle({
  children,
  takesFocus = false,
}: {
  children: string
  /** A new step of the same page takes the focus too. */
  takesFocus?: boolean
}) {
  const t = useTexts(commonTexts)
  const heading = useRef<HTMLHeadingElement>(null)
  const { key } = useLocation()
  useEffect(() => {
    // The first page of a visit keeps the browser's own starting point; its key is always this word.
    if (!takesFocus && key === 'default') return
    sayOutcome('')
    heading.current?.focus()
    pausePointer()
  }, [key, takesFocus])
  return (
    <>
      <title>{`${children} · ${t('serviceName')}`}</title>
      <Heading variant="h1" tabIndex={-1} ref={heading} mb="s">
        {children}
      </Heading>
    </>
  )
}

/** After the focused element is gone, reading continues from the page's first heading. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>('#content h1')?.focus()
}

/** The same after an operation: its outcome is said too, which the page shows elsewhere. */
export function focusTitleAfter(outcome: string): void {
  focusTitle()
  sayOutcome(outcome)
}
