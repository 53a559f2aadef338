import { join } from 'node:path'
import type { Environment } from '../process/environment'
import { incomingFolder } from './incoming'
import { s3Store } from './s3-store'
import { localStore } from './store'
import type { FileStore } from './store'

/** Opens the file store that the environment names: an S3-compatible one with S3_ENDPOINT, else the folder `files` in DATA_DIR. */
export const openFileStore = (environment: Environment): FileStore =>
  environment.S3_ENDPOINT === undefined
    ? localStore(join(environment.DATA_DIR, 'files'))
    : s3Store({
        endpoint: environment.S3_ENDPOINT,
        bucket: environment.S3_BUCKET,
        region: environment.S3_REGION,
        keyId: environment.S3_KEY_ID,
        secret: environment.S3_SECRET,
        scratch: incomingFolder(environment.DATA_DIR),
      })
