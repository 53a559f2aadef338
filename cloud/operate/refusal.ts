/** Why a backup or a restore was not done, in a sentence an operator can act on; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
