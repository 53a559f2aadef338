/** A backup or restore that was refused, with a reason an operator can act on; nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
