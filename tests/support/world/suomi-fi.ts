import { beginSuomiFi, signInBySuomiFi, type SessionView } from '@sotevarmenne/api/authentication'
import { serviceHands } from '../../scenario/service-hands.ts'
import type { Hands } from './hands.ts'
import type { Served } from './serve.ts'

/**
 * A person whom Suomi.fi identifies, with a strong means and no card: perhaps one whom the service did not
 * know before.
 */
export function identified(served: Served, identityCode: string): Omit<Hands, 'reader'> {
  const hands = () => {
    const { request, cookie } = serviceHands(served)
    const signIn = async (): Promise<SessionView> => {
      const { attempt, address } = await request(beginSuomiFi, {})
      const query = await identifyAt(address, identityCode)
      return request(signInBySuomiFi, { attempt, query, isForOrganisation: true })
    }
    return { request, cookie, signIn }
  }
  const { request, signIn } = hands()
  return {
    request,
    signInAgain: signIn,
    signInElsewhere: async () => {
      const another = hands()
      await another.signIn()
      return another.cookie()
    },
  }
}

/**
 * As a browser that follows Suomi.fi's redirects, and a person who identifies by that means, or cancels; returns
 * the query with which it comes back.
 */
export async function identifyAt(
  address: string,
  identityCode: string,
  means: 'bank' | 'email' | 'none' = 'bank',
): Promise<string> {
  const cookies = new Map<string, string>()
  let url = new URL(address)
  let form: URLSearchParams | undefined
  for (;;) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    await response.arrayBuffer()
    const location = response.headers.get('location')
    if (location === null) {
      // The page on which the person chooses.
      if (form) throw new Error(`Suomi.fi stays at ${url.href}`)
      form = new URLSearchParams(
        means === 'none' ? { action: 'cancel' } : { action: 'identify', means, identityCode },
      )
      continue
    }
    form = undefined
    url = new URL(location, url)
    if (url.pathname.endsWith('/sign-in/suomi-fi')) return url.search.slice(1)
  }
}
