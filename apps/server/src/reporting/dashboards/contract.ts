declare module '#platform/permit.ts' {
  interface Permissions {
    dashboards: 'overview.viewOverview' | 'overview.viewStatistics'
  }
}

export {}
