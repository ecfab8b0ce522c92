/** What a program is answered; the HTTP layer adds the nonce and the way to the directory. */
export type AcmeAnswer = {
  readonly status: number
  /** Where the thing lies. */
  readonly location?: string
  readonly links?: readonly { readonly url: string; readonly rel: string }[]
  /** Seconds after which asking again makes sense. */
  readonly retryAfter?: number
  /** JSON; or certificates in PEM; undefined where there is nothing to say. */
  readonly body: object | { readonly pem: string } | undefined
}
