declare module '#platform/permit.ts' {
  interface Permissions {
    publicPoints: 'registration.searchPoints'
  }
}

export {}
