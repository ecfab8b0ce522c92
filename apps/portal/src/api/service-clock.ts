import { instant, type Instant } from '@sotevarmenne/kernel/instant'

let aheadMilliseconds = 0

/** Each response says what time it is at the service: days and ends are judged by that, as the service does. */
export function noteServiceTime({ headers }: Pick<Response, 'headers'>): void {
  const at = Date.parse(headers.get('date') ?? '')
  if (!Number.isNaN(at)) aheadMilliseconds = at - Date.now()
}

/** Now by the service's clock, to about a second; by the browser's before the first response. */
export const serviceNow = (): Instant => instant(Date.now() + aheadMilliseconds)
