declare module '#platform/permit.ts' {
  interface Permissions {
    cardRelay: 'relays.openRelay' | 'relays.takeTurn'
  }
}

export {}
