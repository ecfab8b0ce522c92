/** The value of a CAA property `issue` (RFC 8659 § 4.2), and of what borrows its syntax. */
export type IssueValue = {
  /** The issuer's domain name, in lower case; empty where nobody may issue. */
  readonly issuer: string
  /** In their order; tags in lower case. */
  readonly parameters: readonly Parameter[]
}

type Parameter = { readonly tag: string; readonly value: string }

const label = '[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*'
const issuerSyntax = new RegExp(`^(?:${label}(?:\\.${label})*)?$`)
const parameterSyntax = new RegExp(`^(${label})[ \\t]*=[ \\t]*([\\x21-\\x3A\\x3C-\\x7E]*)$`)

/** Undefined when the text is malformed. */
export function parseIssueValue(text: string): IssueValue | undefined {
  const [issuer = '', ...parts] = text.split(';').map(trimWsp)
  if (!issuerSyntax.test(issuer)) return undefined
  const isWithout = parts.length === 1 && parts[0] === ''
  const parameters = (isWithout ? [] : parts).map(parameterOf)
  return parameters.every((one) => one !== undefined)
    ? { issuer: issuer.toLowerCase(), parameters }
    : undefined
}

function parameterOf(text: string): Parameter | undefined {
  const [, tag, value] = parameterSyntax.exec(text) ?? []
  return tag === undefined || value === undefined ? undefined : { tag: tag.toLowerCase(), value }
}

const trimWsp = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '')
