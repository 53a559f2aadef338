/** What config/index.ts compiles in, for unit tests. */
Object.assign(globalThis, { API_BASE: '', DISTRICT: '990101', APP_VERSION: '0.0.0-test', PREVIEW: false })
Object.assign(globalThis, { definePageConfig: <T>(config: T) => config, defineAppConfig: <T>(config: T) => config })
