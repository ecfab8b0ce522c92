import type { SessionView } from '@sotevarmenne/api/authentication'

/** Of a user who signed in by Suomi.fi. */
export const aSession: SessionView = {
  personId: '11111111-1111-4111-8111-111111111111',
  name: 'Aino Esimerkki',
  roles: ['holder'],
  may: ['cards.viewOwnCards'],
  signIn: { method: 'suomiFi', levelOfAssurance: 'substantial', at: '2026-11-26T09:00:00Z' },
  csrfToken: 'token',
  endsAt: '2026-11-26T10:00:00Z',
}

/** The problem that a refusing service returns. */
export const aProblem = (status: number) => ({
  type: '/problems/x',
  kind: 'x',
  title: 'No',
  status,
})
