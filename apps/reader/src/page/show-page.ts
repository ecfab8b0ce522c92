import { spawn } from 'node:child_process'
import type { CardDesk } from '../cards/card-desk.ts'
import type { Prompts } from '../prompts/prompts.ts'

/**
 * Shows the reader's page to the person when a request waits and no browser has the page open: nobody would
 * see the request otherwise, and the requesting site can say no more than that it waits. Once for each
 * request.
 */
export function showPageWhenRequested({
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
    const [request] = prompts.pending()
    if (!request || request.id === shownFor) return
    shownFor = request.id
    if (!isOpen()) showPage()
  })
}

/** Lets a program of the user's desktop open the file that leads to the page, without waiting for it. */
export function openBy(
  program: string,
  file: string,
  {
    isUnit,
    reportFault,
  }: {
    /**
     * A systemd unit of the session started before the desktop and does not know its display; the session
     * manager does.
     */
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
