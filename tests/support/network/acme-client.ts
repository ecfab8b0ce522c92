import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** Carries a request to the service: over a network, or in process. */
export type AcmeCarrier = (request: {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly body?: string
  readonly contentType?: string
}) => Promise<AcmeReply>

export type AcmeReply = {
  readonly status: number
  readonly headers: { readonly [name: string]: string | undefined }
  readonly text: string
}

/** As a third-party program does. */
export const overNetwork: AcmeCarrier = async ({ method, url, body, contentType }) => {
  const reply = await fetch(url, {
    method,
    ...(body !== undefined && { body }),
    ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
  })
  return {
    ...{ status: reply.status, headers: Object.fromEntries(reply.headers) },
    text: await reply.text(),
  }
}

export type AccountKeys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

export const accountKeys = (): AccountKeys => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Deviations that a test may add to a correct client's request. */
export type Odd = {
  readonly keys?: AccountKeys
  readonly kid?: string
  readonly header?: { readonly [name: string]: unknown }
  readonly nonce?: string
  /** Changes the flattened JWS before it is sent. */
  readonly bend?: (jws: Jws) => unknown
}
export type Jws = { protected: string; payload: string; signature: string }

export type AcmeClient = Awaited<ReturnType<typeof createAcmeClient>>

/** A minimal ACME client (RFC 8555): no more than tests and benchmarks need. */
export async function createAcmeClient(
  carry: AcmeCarrier,
  { directoryUrl, keys = accountKeys() }: { directoryUrl: string; keys?: AccountKeys },
) {
  const found = await carry({ method: 'GET', url: directoryUrl })
  const directory = JSON.parse(found.text) as { readonly [name: string]: string }
  let nonces: string[] = []
  let kid: string | undefined
  const at = (name: string): string => {
    const url = directory[name]
    if (url === undefined) throw new Error(`ACME directory has no ${name}`)
    return url
  }

  const received = (reply: AcmeReply): AcmeReply => {
    const nonce = reply.headers['replay-nonce']
    if (nonce !== undefined) nonces.push(nonce)
    return reply
  }
  const nonce = async (): Promise<string> => {
    const stored = nonces.pop()
    if (stored !== undefined) return stored
    received(await carry({ method: 'HEAD', url: at('newNonce') }))
    return nonces.pop() ?? ''
  }
  /** `payload` undefined is POST-as-GET. */
  const post = async (url: string, payload?: unknown, odd: Odd = {}): Promise<AcmeReply> => {
    const signer = odd.keys ?? keys
    const by = odd.kid ?? (odd.keys === undefined ? kid : undefined)
    const jws = signJws(signer, {
      header: {
        ...{ nonce: odd.nonce ?? (await nonce()), url },
        ...(by === undefined ? { jwk: jwkOf(signer) } : { kid: by }),
        ...odd.header,
      },
      payload,
    })
    const body = JSON.stringify(odd.bend ? odd.bend(jws) : jws)
    return received(
      await carry({ method: 'POST', url, body, contentType: 'application/jose+json' }),
    )
  }

  return {
    directory,
    post,
    nonce,
    keys: () => keys,
    kid: () => kid,
    at,
    dropNonces: () => {
      nonces = []
    },
    /** Opens the account, bound by the EAB key. */
    open: async (
      binding?: { readonly keyId: string; readonly key: string },
      more: object = {},
    ): Promise<AcmeReply> => {
      const url = at('newAccount')
      const bound = binding && {
        externalAccountBinding: bind(binding, { url, jwk: jwkOf(keys) }),
      }
      const reply = await post(url, { ...bound, ...more }, { keys })
      if (reply.status < 300) kid = reply.headers['location']
      return reply
    },
    useKeys: (others: AccountKeys) => {
      keys = others
    },
  }
}

export const bind = (
  { keyId, key }: { readonly keyId: string; readonly key: string },
  {
    url,
    jwk,
    ...header
  }: { readonly url: string; readonly jwk: object; readonly [name: string]: unknown },
): Jws => {
  const head = encoded({ alg: 'HS256', kid: keyId, url, ...header })
  const payload = encoded(jwk)
  const mac = createHmac('sha256', Buffer.from(key, 'base64url'))
  return {
    ...{ protected: head, payload },
    signature: mac.update(`${head}.${payload}`).digest('base64url'),
  }
}

export function signJws(
  { privateKey }: Pick<AccountKeys, 'privateKey'>,
  { header, payload }: { readonly header: object; readonly payload: unknown },
): Jws {
  const isRsa = privateKey.asymmetricKeyType === 'rsa'
  const head = encoded({ alg: isRsa ? 'RS256' : 'ES256', ...header })
  const body = payload === undefined ? '' : encoded(payload)
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
    key: privateKey,
    ...(!isRsa && { dsaEncoding: 'ieee-p1363' as const }),
  })
  return { protected: head, payload: body, signature: signature.toString('base64url') }
}

export const jwkOf = ({ publicKey }: Pick<AccountKeys, 'publicKey'>): object =>
  publicKey.export({ format: 'jwk' })

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
