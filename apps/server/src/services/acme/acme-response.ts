/** The response to a program; the HTTP layer adds the nonce and the link to the directory. */
export type AcmeResponse = {
  readonly status: number
  /** The URL of the resource. */
  readonly location?: string
  readonly links?: readonly { readonly url: string; readonly rel: string }[]
  /** Seconds after which polling again makes sense. */
  readonly retryAfter?: number
  /** JSON; or certificates in PEM; undefined for an empty body. */
  readonly body: object | { readonly pem: string } | undefined
}
