import type { OwnSessionView } from '@sotevarmenne/api/authentication'

const byCard = { method: 'card', levelOfAssurance: 'high', at: '2026-11-24T08:00:00.000Z' } as const

export const ownSessions: OwnSessionView[] = [
  {
    sessionId: '00000000-0000-4000-8000-000000000971',
    isThis: true,
    signIn: byCard,
    openedAt: '2026-11-24T08:00:00.000Z',
    lastUsedAt: '2026-11-24T08:05:00.000Z',
    endsAt: '2026-11-24T08:20:00.000Z',
  },
  {
    sessionId: '00000000-0000-4000-8000-000000000972',
    isThis: false,
    signIn: { ...byCard, method: 'suomiFi', levelOfAssurance: 'substantial' },
    openedAt: '2026-11-24T07:30:00.000Z',
    lastUsedAt: '2026-11-24T07:58:00.000Z',
    endsAt: '2026-11-24T08:13:00.000Z',
  },
  {
    sessionId: '00000000-0000-4000-8000-000000000973',
    isThis: false,
    signIn: {
      ...{ ...byCard, method: 'organisationCard' },
      organisation: { businessId: '9900027-4', name: 'Esimerkkilääkärit Oy' },
    },
    openedAt: '2026-11-24T07:10:00.000Z',
    lastUsedAt: '2026-11-24T07:55:00.000Z',
    endsAt: '2026-11-24T08:10:00.000Z',
  },
]
