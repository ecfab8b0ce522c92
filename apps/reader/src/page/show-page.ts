import { spawn } from 'node:child_process'
import type { CardDesk } from '../cards/card-desk.ts'
import type { Prompts } from '../prompts/prompts.ts'

/**
 * Brings the reader's page before a person who is asked something while no browser has it open: nobody would see the
 * question else, and the site that asks can't say more than that it waits. Once for each question.
 */
export function showPageWhenAsked({
  desk,
  prompts,
  isOpen,
  showPage,
}: {
  readonly desk: Pick<CardDesk, 'watch'>
  readonly prompts: Pick<Prompts, 'pending'>
  /** Whether a browser shows the page. */
  readonly isOpen: () => boolean
  readonly showPage: () => void
}): void {
  let shownFor: string | undefined
  desk.watch(() => {
    const [question] = prompts.pending()
    if (!question || question.id === shownFor) return
    shownFor = question.id
    if (!isOpen()) showPage()
  })
}

/** Has a program of the user's desktop open the file that leads to the page, without waiting for it. */
export function openBy(
  program: string,
  file: string,
  {
    isUnit,
    reportFault,
  }: {
    /** A unit of the session began before its desktop, and does not know its display: the session's manager does. */
    readonly isUnit: boolean
    readonly reportFault: (fault: unknown) => void
  },
): void {
  const [first, ...words] = isUnit
    ? (['systemd-run', '--user', '--quiet', '--collect', program] as const)
    : ([program] as const)
  const opener = spawn(first, [...words, file], { stdio: 'ignore', detached: true })
  opener.on('error', reportFault)
  opener.unref()
}
