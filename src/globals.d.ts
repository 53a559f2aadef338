/** Address of the API without a trailing slash; empty for the same origin. Set by config/index.ts. */
declare const API_BASE: string
/** Code of the district this package is built for. */
declare const DISTRICT: string
declare const APP_VERSION: string
/** True only in the browser preview, where sign-in goes through demo personas. */
declare const PREVIEW: boolean

declare module '*.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}
