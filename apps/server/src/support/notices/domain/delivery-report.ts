/** A mail server's report about a mail that it had accepted (RFC 3464 § 2.3). */
export type DeliveryReport = {
  readonly action: (typeof actions)[number]
  /** `5.1.1` (RFC 3463): class, subject, detail. */
  readonly status: string
}

/** The report in a message; undefined where there is none: an absence notice, or a personal reply. */
export function readDeliveryReport(message: string): DeliveryReport | undefined {
  const { fields, body } = partOf(message)
  const [, boundary] =
    /^multipart\/report\b.*?;\s*boundary="?([^";]{1,70})"?/is.exec(
      fields.get('content-type') ?? '',
    ) ?? []
  if (boundary === undefined) return undefined
  const parts = `\n${body}`.split(`\n--${boundary}`).slice(1, maxParts).map(partOf)
  const report = parts.find((part) =>
    /^message\/(global-)?delivery-status\b/i.test(part.fields.get('content-type') ?? ''),
  )
  // Groups of fields, with an empty line between them: first of the message, then of each recipient. Our mails
  // have one.
  for (const group of report?.body.split(/\n{2,}/) ?? []) {
    const of = fieldsOf(group)
    const action = actions.find((one) => one === of.get('action')?.toLowerCase())
    const [status] = /^[245]\.\d{1,3}\.\d{1,3}/.exec(of.get('status') ?? '') ?? []
    if (action !== undefined && status !== undefined) return { action, status }
  }
  return undefined
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

/** A report has three; a message with thousands is not a report on our mail. */
const maxParts = 20

/**
 * Whether the address itself accepts no mail, permanently (RFC 3463): not when its mailbox is full (X.2.2),
 * the mail was too long (X.2.3), or the reason is routing, content or a policy (X.3, X.6, X.7).
 */
export const isOfAddress = ({ action, status }: DeliveryReport): boolean =>
  action === 'failed' && /^5\.([0145]\.|2\.([014-9]|\d\d))/.test(status)

type Part = { readonly fields: ReadonlyMap<string, string>; readonly body: string }

function partOf(text: string): Part {
  const lines = text.replaceAll('\r\n', '\n').replace(/^\n/, '')
  const [head = '', body = ''] = lines.split(/\n\n(.*)/s)
  return { fields: fieldsOf(head), body }
}

/** Names in lower case; of several with one name the first. Folded lines are unfolded (RFC 5322 § 2.2.3). */
function fieldsOf(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
    const key = name?.toLowerCase()
    if (key !== undefined && value !== undefined && !fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}
