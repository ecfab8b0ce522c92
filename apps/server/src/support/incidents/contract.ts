declare module '#platform/permit.ts' {
  interface Permissions {
    incidents: 'incidents.view' | 'incidents.write'
  }
}

export {}
