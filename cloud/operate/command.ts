import { openDatabase, type Db } from '../platform/database/database'
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres'
import { readEnvironment, WrongSetting, type Environment } from '../platform/process/environment'
import { Refusal } from './refusal'

/** Opens the database that the environment names, embedded or not, while `work` runs; an API that is running keeps the embedded one. */
export async function withDatabase(work: (db: Db, environment: Environment) => Promise<void>): Promise<void> {
  const environment = readEnvironment(process.env)
  const embedded = environment.DATABASE_URL === undefined ? await startEmbeddedPostgres(environment.DATA_DIR) : null
  const database = openDatabase(environment.DATABASE_URL ?? embedded?.url ?? '', { max: 4 })
  try {
    await work(database.db, environment)
  } finally {
    await database.close()
    await embedded?.stop()
  }
}

/** Ends the process with the exit code `work` returns: 0 done, 1 refused, 2 invalid arguments. */
export function runCommand(work: () => Promise<number>): void {
  work().then(
    (code) => {
      process.exitCode = code
    },
    (fault: unknown) => {
      console.error(fault instanceof Refusal || fault instanceof WrongSetting ? fault.message : fault)
      process.exitCode = 1
    },
  )
}
