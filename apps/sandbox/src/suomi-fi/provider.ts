import { createHash, randomBytes, type JsonWebKey } from 'node:crypto'
import { day, hour, minute, second } from '@sotevarmenne/kernel/instant'
import { html } from '@sotevarmenne/pages/html'
import type { Text } from '@sotevarmenne/pages/languages'
import { composePage, languageRequested, type Page, type Site } from '@sotevarmenne/pages/frame'
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import type { ExamplePerson } from '../registers/people.ts'
import type { NamedKey } from './keys.ts'
import { levels } from './means.ts'
import { createMemory } from './memory.ts'

/** The claim with the personal identity code. */
export const identityCodeClaim = 'urn:oid:1.2.246.21'

export type ProviderDeps = {
  readonly site: Site
  readonly issuer: string
  readonly clientId: string
  readonly clientKey: JsonWebKey
  /** Signs the ID tokens. */
  readonly signingKey: NamedKey
  /** The client is the certificate service; its pages are in three languages. */
  readonly portalUrl: string
  readonly people: readonly ExamplePerson[]
}

/** The OpenID provider that simulates Suomi.fi. The person and the means are chosen on its page. */
export function createProvider(deps: ProviderDeps): Provider {
  const { clientId, clientKey, signingKey, portalUrl } = deps
  const codes = new Map(
    deps.people.map(({ identityCode }) => [subjectOf(identityCode), identityCode]),
  )
  const onPages = (path: string): string[] =>
    ['fi', 'sv', 'en'].map((language) => `${portalUrl}/${language}/${path}`)

  const configuration: Configuration = {
    adapter: createMemory(),
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        jwks: { keys: [{ ...clientKey, use: 'sig' }] as never },
        response_types: ['code'],
        grant_types: ['authorization_code'],
        redirect_uris: onPages('sign-in/suomi-fi'),
        post_logout_redirect_uris: onPages('signed-out'),
      },
    ],
    jwks: {
      keys: [
        {
          ...signingKey.key.export({ format: 'jwk' }),
          kid: signingKey.kid,
          use: 'sig',
          alg: 'ES256',
        },
      ] as never,
    },
    cookies: { keys: [randomBytes(32).toString('base64')] },
    acrValues: Object.values(levels),
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', identityCodeClaim] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => {
        const identityCode = codes.get(subject)
        return {
          sub: subject,
          ...(identityCode !== undefined && { [identityCodeClaim]: identityCode }),
        }
      },
    }),
    // No consent is requested: with a public service, identification discloses the identity.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
    interactions: {
      url: ({ oidc }, { uid }) => {
        const locales = oidc.params?.['ui_locales']
        const [language] = typeof locales === 'string' ? locales.split(' ') : []
        return `/identify/${uid}${language === undefined ? '' : `?language=${language}`}`
      },
    },
    ttl: {
      AccessToken: hour / second,
      AuthorizationCode: minute / second,
      Grant: hour / second,
      IdToken: (5 * minute) / second,
      Interaction: hour / second,
      Session: day / second,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          const { secret } =
            (ctx.oidc.session as { state?: { secret?: string } } | undefined)?.state ?? {}
          if (secret === undefined || !form.includes(secret))
            throw new Error('log-out form has no secret')
          sendInKoa(ctx, deps, leavePage(ctx, deps, secret))
        },
        postLogoutSuccessSource: (ctx) => {
          sendInKoa(ctx, deps, wordPage(ctx, texts.left))
        },
      },
    },
    renderError: (ctx, { error }) => {
      sendInKoa(ctx, deps, { ...wordPage(ctx, texts.wrong, error), status: ctx.status })
    },
  }
  return new Provider(deps.issuer, configuration)
}

/** Reveals nothing about the person, and is the same each time. */
export const subjectOf = (identityCode: string): string =>
  createHash('sha256').update(identityCode).digest('base64url').slice(0, 22)

function leavePage(ctx: KoaContextWithOIDC, { portalUrl }: ProviderDeps, secret: string): Page {
  const language = languageOf(ctx)
  return {
    title: texts.leave[language],
    mayLeadTo: [new URL(portalUrl).origin],
    // The person has signed out and nothing needs confirming, but without scripts the button must be pressed.
    script: `document.getElementById('leave').requestSubmit()`,
    body: html`
      <h1>${texts.leave[language]}</h1>
      <form id="leave" method="post" action="/session/end/confirm">
        <input type="hidden" name="xsrf" value="${secret}" />
        <input type="hidden" name="logout" value="yes" />
        <button>${texts.leave[language]}</button>
      </form>
    `,
  }
}

function wordPage(ctx: KoaContextWithOIDC, text: Text, more = ''): Page {
  const language = languageOf(ctx)
  return {
    title: text[language],
    body: html`<h1>${text[language]}</h1>
      <p class="note">${more}</p>`,
  }
}

const requested = ({ request }: KoaContextWithOIDC) => ({
  target: request.url,
  cookie: request.get('cookie'),
  acceptLanguage: request.get('accept-language'),
})

const languageOf = (ctx: KoaContextWithOIDC) => languageRequested(requested(ctx))

function sendInKoa(ctx: KoaContextWithOIDC, { site }: ProviderDeps, page: Page): void {
  const { status, fields, markup } = composePage(requested(ctx), site, page)
  ctx.status = status
  ctx.set({ ...fields })
  ctx.body = markup
}

const texts = {
  leave: { fi: 'Kirjaudu ulos', sv: 'Logga ut', en: 'Sign out' },
  left: {
    fi: 'Olet kirjautunut ulos Suomi.fi-tunnistuksesta',
    sv: 'Du har loggat ut från Suomi.fi-identifikationen',
    en: 'You have signed out of Suomi.fi e-Identification',
  },
  wrong: {
    fi: 'Tunnistuspyyntö on virheellinen',
    sv: 'Begäran om identifiering är felaktig',
    en: 'The request for identification is wrong',
  },
} as const satisfies Record<string, Text>
